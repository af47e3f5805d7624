using System.CommandLine;
using System.Globalization;
using PromptLsp.Cli.Composition;
using PromptLsp.Core.Configuration;
using PromptLsp.Retrieval.Indexing;

namespace PromptLsp.Cli.Commands;

/// <summary><c>index build|status</c>.</summary>
internal static class IndexCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console) =>
        new("index", "Builds retrieval indexes and tells their state.") { Build(console), Status(console) };

    private static Command Build(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "The index, as promptlsp.yaml names it." };
        var (workspace, device) = (CommonOptions.Workspace(), CommonOptions.Device());
        var command = new Command("build", "Brings an index up to date: only documents that changed are embedded again.") { name, workspace, device };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace), CommonOptions.ParseDevice(parsed.GetRequiredValue(device)));
            var index = Find(opened, parsed.GetRequiredValue(name));
            var progress = console.ShowsProgress ? new Progress<IndexProgress>(state => console.Error.Write(Line(state))) : null;
            var built = await IndexPreparation.BuilderFor(opened.Runtime, index).BuildAsync(index, progress, cancellationToken);
            if (console.ShowsProgress)
            {
                await console.Error.WriteLineAsync();
            }

            foreach (var skipped in built.Changes.Skipped)
            {
                await console.Error.WriteLineAsync($"skipped {skipped.Path}: {skipped.Reason}");
            }

            await console.Output.WriteLineAsync(IndexPreparation.Describe(built));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Status(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "The index, as promptlsp.yaml names it." };
        var workspace = CommonOptions.Workspace();
        var command = new Command("status", "Tells what a build would do; ends with 1 where it would do something.") { name, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace));
            var index = Find(opened, parsed.GetRequiredValue(name));
            var status = await IndexPreparation.BuilderFor(opened.Runtime, index).GetStatusAsync(index, cancellationToken);
            await console.Output.WriteLineAsync(status.IsBuilt
                ? string.Create(CultureInfo.InvariantCulture, $"{index.Name}: {status.Passages} passages by {status.EmbeddingModel}, built {status.BuiltAt:yyyy-MM-dd HH:mm:ss} UTC")
                : $"{index.Name}: not built");
            var changes = status.Changes;
            if (changes.IsStale && status.IsBuilt)
            {
                await console.Output.WriteLineAsync("  its settings or its model changed: all documents are cut and embedded again");
            }

            foreach (var (word, paths) in new[] { ("added", changes.Added), ("changed", changes.Changed), ("removed", changes.Removed) })
            {
                foreach (var path in paths)
                {
                    await console.Output.WriteLineAsync($"  {word} {path}");
                }
            }

            return status.IsBuilt && changes.IsUpToDate ? ExitCode.Ok : ExitCode.Findings;
        });
        return command;
    }

    private static IndexConfiguration Find(CliWorkspace workspace, string name)
    {
        var indexes = workspace.Snapshot.Configuration.Indexes;
        return indexes.TryGetValue(name, out var index)
            ? index
            : throw new CliException(
                ExitCode.Usage,
                indexes.IsEmpty
                    ? $"there is no index `{name}`: {workspace.RootPath}/promptlsp.yaml declares none under `indexes:`."
                    : $"there is no index `{name}`. There are {string.Join(", ", indexes.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static string Line(IndexProgress state) =>
        $"\r{state.DocumentsRead}/{state.Documents} documents, {state.PassagesEmbedded}/{state.PassagesToEmbed} passages embedded";
}
