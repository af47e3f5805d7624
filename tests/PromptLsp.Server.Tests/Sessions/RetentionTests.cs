using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Tests.Sessions;

/// <summary>A session may last for days: what the server keeps must not grow with the number of keys.</summary>
public sealed class RetentionTests
{
    private const string Uri = "file:///w/a.noted";

    [Fact]
    public async Task Old_snapshots_are_given_back()
    {
        var noted = new NotingAnalyzer();
        await using var editor = TestEditor.Start(
            openWorkspace: _ => new WorkspaceServices(new MemoryFiles(new Dictionary<string, string>()), new TokenCounterProvider(), TimeProvider.System, [noted]));
        await editor.RequestAsync("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = "file:///w",
            ["capabilities"] = JsonNode.Parse("""{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"""),
        });
        await editor.NotifyAsync("initialized", new JsonObject());
        await editor.OpenAsync(Uri, "a");
        for (var version = 2; version < 300; version++)
        {
            await editor.ChangeAsync(Uri, version, new JsonObject { ["text"] = $"text {version}" });
            await editor.NextAsync("textDocument/publishDiagnostics", message => message["params"]!["version"]!.GetValue<int>() == version);
        }

        Assert.InRange(noted.Snapshots.Count, 298, 400);
        Assert.InRange(await AliveAsync(noted.Snapshots), 0, 16);
    }

    private static async Task<int> AliveAsync(IReadOnlyCollection<WeakReference> references)
    {
        for (var i = 0; i < 3; i++)
        {
            // The loops of the server let go of what they held when they have come round.
            await Task.Delay(50);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return references.Count(reference => reference.IsAlive);
    }

    private sealed class NotingAnalyzer : IDocumentAnalyzer
    {
        public ConcurrentQueue<WeakReference> Snapshots { get; } = new();

        public bool Handles(string path) => path.EndsWith(".noted", StringComparison.Ordinal);

        public ImmutableArray<Diagnostic> Analyze(string path, SourceText text, WorkspaceSnapshot snapshot, CancellationToken cancellationToken)
        {
            Snapshots.Enqueue(new WeakReference(snapshot));
            return [];
        }
    }
}
