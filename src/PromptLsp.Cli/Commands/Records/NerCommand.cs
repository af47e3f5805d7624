using System.CommandLine;
using PromptLsp.Models.Classification;
using PromptLsp.Models.Pipelines;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>ner</c>: the entities in lines or JSON lines.</summary>
internal static class NerCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var model = new Option<string>("--model", "-m") { Description = "Name or folder of a local token classifier.", HelpName = "ID|FOLDER", Required = true };
        var aggregation = new Option<string>("--aggregation")
        {
            Description = "How the labels of tokens become entities; first, average and max keep words whole.",
            DefaultValueFactory = _ => "first",
            HelpName = string.Join('|', EntityAggregations.Names),
        };
        aggregation.AcceptOnlyFromAmong([.. EntityAggregations.Names]);
        var command = new Command("ner", "Finds entities with a local model: a JSON object a line, in the order of the input. Long texts are read in windows.") { model, aggregation };
        var records = new RecordOptions(command);
        var cleaning = new CleaningOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var truncations = new TruncationLog();
            var options = new TokenClassifierOptions
            {
                Aggregation = EntityAggregations.Parse(parsed.GetRequiredValue(aggregation)),
                BatchTexts = records.Batch(parsed),
                OnTruncated = truncations.Add,
            };
            var finder = await new ClassifierLoader(records.Device(parsed)).LoadTokenClassifierAsync(parsed.GetRequiredValue(model), options, cancellationToken);
            try
            {
                await RecordOptions.WarnOfDeviceAsync(console, finder);
                return await records.RunAsync(parsed, console, new EntityProcessor(finder, truncations, cleaning.Cleaner(parsed)), takesPairs: false, cancellationToken);
            }
            finally
            {
                (finder as IDisposable)?.Dispose();
            }
        });
        return command;
    }
}
