using System.CommandLine;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands;

/// <summary><c>embed</c>: embeddings of lines or JSON lines.</summary>
internal static class EmbedCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var files = new Argument<string[]>("file") { Description = "Files of lines or of JSON lines with `text`; without one, standard input.", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string>("--model", "-m")
        {
            Description = "Name or folder of a local model.",
            DefaultValueFactory = _ => ModelLocator.DefaultEmbeddingModel,
            HelpName = "ID|FOLDER",
        };
        var device = CommonOptions.Device();
        var command = new Command("embed", "Embeds texts with a local model: a JSON object a line, in the order of the input.") { files, model, device };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var embeddings = await EmbeddingModel.LoadAsync(
                parsed.GetRequiredValue(model), CommonOptions.ParseDevice(parsed.GetRequiredValue(device)), null, cancellationToken);
            if (embeddings.Device.Warning is { } warning)
            {
                await console.Error.WriteLineAsync($"promptlsp: {warning}");
            }

            await using var output = console.OpenOutput();
            var summary = new EmbedSummary(0, 0, 0, 0);
            foreach (var file in Inputs(parsed.GetValue(files) ?? []))
            {
                await using var input = file is null ? console.OpenInput() : File.OpenRead(file);
                var options = new EmbedPipelineOptions { FirstIndex = summary.Records, OnTruncated = text => Warn(console, embeddings, text) };
                var part = await new EmbedPipeline(embeddings, options).RunAsync(input, output, cancellationToken);
                summary = new EmbedSummary(
                    summary.Records + part.Records, summary.Errors + part.Errors, summary.Truncated + part.Truncated, summary.Tokens + part.Tokens);
            }

            return summary.Errors > 0 ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<string?> Inputs(string[] files)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new CliException(ExitCode.Usage, $"{missing}: there is no such file.");
        }

        return files.Length == 0 ? new string?[] { null } : files;
    }

    private static void Warn(CliConsole console, EmbeddingModel model, TruncatedText text) =>
        console.Error.WriteLine($"promptlsp: text {text.Index} has {text.TokenCount} tokens; {model.Id} reads the first {text.MaxTokens} only");
}
