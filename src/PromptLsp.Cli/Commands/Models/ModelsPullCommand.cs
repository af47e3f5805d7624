using System.CommandLine;
using PromptLsp.Models.Fetching;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models pull</c>: installs a model from the Hugging Face Hub or a server of the same layout.</summary>
internal static class ModelsPullCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var model = new Argument<string>("model") { Description = $"OWNER/NAME, or its address; {ModelSource.EndpointVariable} names another server of the same layout.", HelpName = "ID|URL" };
        var revision = new Option<string?>("--revision") { Description = "A branch, tag or commit; `main` without it.", HelpName = "REV" };
        var output = new Option<string?>("--output", "-o") { Description = $"The folder to make; without it, below the first folder of {ModelLocator.EnvironmentVariable}, else in the user's data.", HelpName = "FOLDER" };
        var precision = ModelsCommand.Precision();
        var command = new Command("pull", "Fetches a model, compares every file with its checksum and installs it; goes on where an interrupted fetch stopped. The only command that fetches models.") { model, revision, output, precision };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = ModelSource.Parse(parsed.GetRequiredValue(model), Environment.GetEnvironmentVariable(ModelSource.EndpointVariable), parsed.GetValue(revision));
            var target = parsed.GetValue(output) ?? DefaultTarget(source);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            using var progress = new FetchProgressLine(console, TimeProvider.System);
            var fetcher = new ModelFetcher(new FetchOptions { Precision = parsed.GetValue(precision), Progress = progress }, TimeProvider.System);
            var folder = await fetcher.FetchAsync(source, target, cancellationToken);
            progress.Dispose();
            await console.Output.WriteLineAsync($"{folder.Manifest.Id}: {folder.Manifest.Task}, {folder.Manifest.ModelFile} ({folder.Manifest.Precision}), licence {folder.Manifest.Licence ?? "not told"}, in {folder.Path}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string DefaultTarget(ModelSource source)
    {
        if (ModelLocator.Default.FindByName(source.Name) is { } existing)
        {
            throw new CliException(ExitCode.Usage, $"there is a model '{source.Name}' already in {existing}. Give another place with -o FOLDER.");
        }

        var root = string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ModelLocator.EnvironmentVariable)) ? ModelLocator.UserFolder : ModelLocator.Default.Roots[0];
        return Path.Combine(root, source.Name);
    }
}
