using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Yaml;

/// <summary>Which suites name which prompts.</summary>
internal static class SuiteFiles
{
    private static readonly string[] _globs = ["**/*" + SuiteSchema.Extension];

    /// <summary>The paths under <c>prompts:</c> of a suite, as written.</summary>
    public static IEnumerable<YamlScalar> PromptsOf(YamlNode? suite) => (suite as YamlMapping)?["prompts"] switch
    {
        YamlScalar one => [one],
        YamlSequence list => list.Items.OfType<YamlScalar>(),
        _ => [],
    };

    /// <summary>The suites of the workspace that name a prompt, in ordinal order of their paths.</summary>
    public static ImmutableArray<string> Naming(WorkspaceSnapshot snapshot, string promptPath, CancellationToken cancellationToken)
    {
        var name = promptPath[(promptPath.LastIndexOf('/') + 1)..];
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var suite in snapshot.Files.Find(snapshot.Files.RootPath, _globs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (snapshot.GetText(suite) is { } text && Names(snapshot, suite, text.Text, name, promptPath))
            {
                found.Add(suite);
            }
        }

        return found.ToImmutable();
    }

    private static bool Names(WorkspaceSnapshot snapshot, string suite, string text, string name, string promptPath)
    {
        // Most suites are about other prompts: only one that holds the name, or a glob, is parsed.
        if (!text.Contains(name, StringComparison.Ordinal) && !text.Contains('*', StringComparison.Ordinal))
        {
            return false;
        }

        var folder = suite[..suite.LastIndexOf('/')];
        return PromptsOf(YamlParser.Parse(text).Root).Any(reference => reference.Value.Contains('*', StringComparison.Ordinal)
            ? snapshot.Files.Find(folder, [reference.Value]).Contains(promptPath)
            : snapshot.Files.Resolve(suite, reference.Value) is (FileReadStatus.Ok, var path) && path == promptPath);
    }
}
