using System.CommandLine;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Classification;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>classify</c>: labels of lines or JSON lines, those of a model or the user's own.</summary>
internal sealed class ClassifyCommand
{
    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "Name or folder of a local classifier; with --labels an NLI or embedding model, without one the built-in embedding model.",
        HelpName = "ID|FOLDER",
    };

    private readonly Option<string?> _labels = new("--labels") { Description = "Labels of your own, separated by commas.", HelpName = "A,B" };
    private readonly Option<string?> _template = new("--template") { Description = "With --labels: the sentence that a label stands in, {} being its place.", HelpName = "TEXT" };
    private readonly Option<bool> _multiLabel = new("--multi-label") { Description = "With --labels: each label counts by itself." };

    private readonly Option<string> _long = new("--long")
    {
        Description = "Texts longer than the model takes: windows whose scores are averaged (mean) or of which the highest counts (max), or their beginning only (truncate).",
        DefaultValueFactory = _ => "mean",
        HelpName = "mean|max|truncate",
    };

    private readonly RecordOptions _records;
    private readonly CleaningOptions _cleaning;

    private ClassifyCommand(Command command)
    {
        _long.AcceptOnlyFromAmong([.. LongTextRules.Names]);
        command.Add(_model);
        command.Add(_labels);
        command.Add(_template);
        command.Add(_multiLabel);
        command.Add(_long);
        _records = new RecordOptions(command);
        _cleaning = new CleaningOptions(command);
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var command = new Command("classify", "Gives texts, or pairs of texts, a label with a local model: a JSON object a line, in the order of the input.");
        var options = new ClassifyCommand(command);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, console, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        var truncations = new TruncationLog();
        var classifier = await LoadAsync(parsed, truncations, cancellationToken);
        try
        {
            await RecordOptions.WarnOfDeviceAsync(console, classifier);
            var takesPairs = parsed.GetValue(_labels) is null;
            return await _records.RunAsync(parsed, console, new ClassificationProcessor(classifier, truncations, _cleaning.Cleaner(parsed)), takesPairs, cancellationToken);
        }
        finally
        {
            (classifier as IDisposable)?.Dispose();
        }
    }

    private async Task<ITextClassifier> LoadAsync(ParseResult parsed, TruncationLog truncations, CancellationToken cancellationToken)
    {
        var loader = new ClassifierLoader(_records.Device(parsed));
        var options = new TextClassifierOptions { LongTexts = LongTextRules.Parse(parsed.GetRequiredValue(_long)), BatchTexts = _records.Batch(parsed), OnTruncated = truncations.Add };
        if (parsed.GetValue(_labels) is not { } labels)
        {
            var model = parsed.GetValue(_model) ?? throw new CliException(ExitCode.Usage, "classify needs --model, the name or folder of a classifier, or --labels, labels of your own.");
            return await loader.LoadTextClassifierAsync(model, options, cancellationToken);
        }

        var zeroShot = new ZeroShotOptions([.. labels.Split(',', StringSplitOptions.TrimEntries)]) { Template = parsed.GetValue(_template), IsMultiLabel = parsed.GetValue(_multiLabel) };
        try
        {
            return await loader.LoadZeroShotAsync(parsed.GetValue(_model) ?? ModelLocator.DefaultEmbeddingModel, zeroShot, options, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.Usage, exception.Message);
        }
    }
}
