using System.CommandLine;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models verify</c>: compares the files of models with their manifests.</summary>
internal static class ModelsVerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var models = new Argument<string[]>("model") { Description = "Names or folders; without one, every local model.", Arity = ArgumentArity.ZeroOrMore, HelpName = "ID|FOLDER" };
        var command = new Command("verify", "Compares every file of a model with the size and SHA-256 that its manifest gives.") { models };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var problems = 0;
            foreach (var name in Names(parsed.GetValue(models) ?? []))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (line, isWell) = Verify(name);
                problems += isWell ? 0 : 1;
                await console.Output.WriteLineAsync(line);
            }

            return problems > 0 ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Names(string[] given) => given.Length > 0 ? given : ModelLocator.Default.ListNames().Select(model => model.Folder);

    private static (string Line, bool IsWell) Verify(string name)
    {
        try
        {
            var folder = ModelLocator.Default.Open(name);
            ModelFiles.VerifyAll(folder);
            if (folder.Manifest.ModelFile.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                GraphInspector.Inspect(folder);
            }

            var count = folder.Manifest.Files.Count;
            return (count > 0
                ? $"{folder.Manifest.Id}: {count} files are as the manifest says"
                : $"{folder.Manifest.Id}: no manifest, so only that the files are there was checked", true);
        }
        catch (ModelLoadException exception)
        {
            return ($"{name}: {exception.Message}", false);
        }
    }
}
