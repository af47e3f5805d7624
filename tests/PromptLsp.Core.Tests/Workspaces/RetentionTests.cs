using System.Runtime.CompilerServices;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Workspaces;

/// <summary>A session may last for days: what it keeps must not grow with the number of keys.</summary>
public sealed class RetentionTests
{
    private const string Path = "/w/a.prompt";
    private const string Prompt = "---\nmodel: openai/gpt-4o-mini\ninputs:\n  name: Ada\n---\nsystem:\nYou are {{ name }}.\n\nuser:\nHello\n";

    [Fact]
    public void Old_versions_are_given_back()
    {
        var host = new WorkspaceHost(new WorkspaceServices(new MemoryFiles(new Dictionary<string, string>()), new TokenCounterProvider(), TimeProvider.System, []));
        var versions = Type(host, keys: 300);
        Assert.InRange(CountAlive(versions), 0, 8);
        Assert.NotNull(host.Current.Analyze(Path)!.TokenReport);
    }

    [Fact]
    public void A_closed_document_leaves_nothing()
    {
        var host = new WorkspaceHost(new WorkspaceServices(new MemoryFiles(new Dictionary<string, string>()), new TokenCounterProvider(), TimeProvider.System, []));
        var versions = Type(host, keys: 20);
        host.Apply(new WorkspaceChange.DocumentClosed(Path));
        Assert.Equal(0, CountAlive(versions));
    }

    /// <summary>Types; each second version is looked at as an editor does, the others are superseded before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Type(WorkspaceHost host, int keys)
    {
        var seen = new List<WeakReference>();
        var text = SourceText.From(Prompt);
        for (var key = 0; key < keys; key++)
        {
            text = text.WithChange(new TextSpan(text.Length - 1, text.Length - 1), "x");
            var snapshot = host.Apply(new WorkspaceChange.DocumentSet(Path, text, key));
            seen.Add(new WeakReference(snapshot));
            seen.Add(new WeakReference(text));
            if (key % 2 == 0)
            {
                var analysis = snapshot.Analyze(Path)!;
                _ = analysis.GetDiagnostics(CancellationToken.None);
                _ = analysis.TokenReport;
                seen.Add(new WeakReference(analysis));
            }
        }

        return seen;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountAlive(List<WeakReference> references)
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return references.Count(reference => reference.IsAlive);
    }
}
