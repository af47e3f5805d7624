using System.CommandLine;
using PromptLsp.Cli.Output;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models list</c>: every local model, a line each.</summary>
internal static class ModelsListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var json = new Option<bool>("--json") { Description = "A JSON object a line: id, task, folder, or error." };
        var command = new Command("list", $"Lists the local models: those of {ModelLocator.EnvironmentVariable}, then the built-in ones.") { json };
        command.SetAction(async (parsed, _) =>
        {
            var problems = 0;
            foreach (var (id, folder) in ModelLocator.Default.ListNames())
            {
                var (manifest, error) = Read(folder);
                problems += error is null ? 0 : 1;
                await console.Output.WriteLineAsync(parsed.GetValue(json) ? Json(id, folder, manifest, error) : Text(id, folder, manifest, error));
            }

            return problems > 0 ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }

    private static (ModelManifest? Manifest, string? Error) Read(string folder)
    {
        try
        {
            return (ModelFolder.Open(folder).Manifest, null);
        }
        catch (ModelLoadException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string Text(string id, string folder, ModelManifest? manifest, string? error)
    {
        var mark = id == ModelLocator.DefaultEmbeddingModel ? " (default)" : "";
        return $"{id + mark,-36} {(manifest is null ? "cannot be used: " + error : $"{manifest.Task,-22} {folder}")}";
    }

    private static string Json(string id, string folder, ModelManifest? manifest, string? error) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("folder", folder);
        writer.WriteString(manifest is null ? "error" : "task", manifest?.Task ?? error);
        writer.WriteEndObject();
    });
}
