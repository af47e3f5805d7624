using System.CommandLine;
using PromptLsp.Cli.Commands.Models;
using PromptLsp.Core.Retrieval;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>embed</c>: embeddings of lines or JSON lines.</summary>
internal static class EmbedCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var model = new Option<string>("--model", "-m")
        {
            Description = "Name or folder of a local model, or FOLDER:FILE.onnx.",
            DefaultValueFactory = _ => ModelLocator.DefaultEmbeddingModel,
            HelpName = "ID|FOLDER",
        };
        var dimensions = new Option<int?>("--dimensions")
        {
            Description = "Keeps the first N numbers of each vector, normalised anew: for models that were trained for it.",
            HelpName = "N",
        };
        var prefix = new Option<string?>("--prefix") { Description = "Puts the model's prefix for texts that ask, or that are searched, before each.", HelpName = "query|passage" };
        prefix.AcceptOnlyFromAmong("query", "passage");
        var precision = ModelsCommand.Precision();
        var command = new Command("embed", "Embeds texts with a local model: a JSON object a line, in the order of the input.") { model, precision, dimensions, prefix };
        var records = new RecordOptions(command);
        var cleaning = new CleaningOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new EmbeddingModelOptions { BatchTexts = records.Batch(parsed), Dimensions = parsed.GetValue(dimensions), Precision = parsed.GetValue(precision) };
            using var embeddings = await EmbeddingModel.LoadAsync(parsed.GetRequiredValue(model), records.Device(parsed), options, cancellationToken);
            if (embeddings.Folder.Choice is { All.Count: > 1 } choice)
            {
                await console.Error.WriteLineAsync($"promptlsp: {embeddings.Id}: {choice}");
            }

            await RecordOptions.WarnOfDeviceAsync(console, embeddings);
            return await records.RunAsync(parsed, console, new EmbeddingProcessor(embeddings, Purpose(parsed.GetValue(prefix)), cleaning.Cleaner(parsed)), takesPairs: false, cancellationToken);
        });
        return command;
    }

    private static EmbeddingPurpose Purpose(string? prefix) => prefix switch
    {
        "query" => EmbeddingPurpose.Query,
        "passage" => EmbeddingPurpose.Passage,
        _ => EmbeddingPurpose.Similarity,
    };
}
