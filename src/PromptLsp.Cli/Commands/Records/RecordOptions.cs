using System.CommandLine;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands.Records;

/// <summary>What commands over lines or JSON lines share: their options, and the way of their records.</summary>
internal sealed class RecordOptions
{
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of lines or of JSON lines with `text`; without one, standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _device = CommonOptions.Device();

    private readonly Option<int?> _batch = new("--batch")
    {
        Description = "The most texts of one run; without it what suits the device. The answers do not depend on it.",
        HelpName = "N",
    };

    /// <param name="command">Gets them.</param>
    /// <param name="takesBatch">False where records are computed one by one.</param>
    /// <param name="takesDevice">False where no model runs.</param>
    public RecordOptions(Command command, bool takesBatch = true, bool takesDevice = true)
    {
        _batch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--batch must be 1 or more.");
            }
        });
        command.Add(_files);
        if (takesDevice)
        {
            command.Add(_device);
        }

        if (takesBatch)
        {
            command.Add(_batch);
        }
    }

    /// <summary>What local models compute on.</summary>
    public DeviceRequest Device(ParseResult parsed) => CommonOptions.ParseDevice(parsed.GetRequiredValue(_device));

    /// <summary>The most texts of one run, or null.</summary>
    public int? Batch(ParseResult parsed) => parsed.GetValue(_batch);

    /// <summary>Takes the records of all files, one after the other, through a processor.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Where results, warnings and progress go.</param>
    /// <param name="processor">What is done with the texts.</param>
    /// <param name="takesPairs">True where JSON lines may hold a <c>pair</c>.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The exit code: <see cref="ExitCode.Findings"/> where a line could not be read.</returns>
    public Task<int> RunAsync(ParseResult parsed, CliConsole console, IRecordProcessor processor, bool takesPairs, CancellationToken cancellationToken) =>
        RunAsync(parsed, console, (options, input, output) => new RecordPipeline(processor, options with { TakesPairs = takesPairs }).RunAsync(input, output, cancellationToken));

    /// <summary>Takes the records of all files, one after the other, through a pipeline.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Where results, warnings and progress go.</param>
    /// <param name="run">Takes one input to the output.</param>
    /// <returns>The exit code: <see cref="ExitCode.Findings"/> where a line could not be read or answered.</returns>
    public async Task<int> RunAsync(ParseResult parsed, CliConsole console, Func<RecordPipelineOptions, Stream, Stream, Task<RecordSummary>> run)
    {
        var progress = new RecordProgress(console);
        await using var output = console.OpenOutput();
        var summary = RecordSummary.Empty;
        try
        {
            foreach (var file in Inputs(parsed.GetValue(_files) ?? []))
            {
                await using var input = file is null ? console.OpenInput() : File.OpenRead(file);
                var before = summary;
                var options = new RecordPipelineOptions
                {
                    FirstIndex = before.Records,
                    OnTruncated = text => progress.Warn(Words(text)),
                    OnProgress = part => progress.Show(before.Plus(part)),
                };
                summary = before.Plus(await run(options, input, output));
            }
        }
        finally
        {
            progress.Clear();
        }

        return summary.Errors > 0 ? ExitCode.Findings : ExitCode.Ok;
    }

    /// <summary>Writes the warning of a model that computes on another device than was asked for.</summary>
    public static async Task WarnOfDeviceAsync(CliConsole console, object model)
    {
        if ((model as IDeviceModel)?.Device.Warning is { } warning)
        {
            await console.Error.WriteLineAsync($"promptlsp: {warning}");
        }
    }

    private static IEnumerable<string?> Inputs(string[] files)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new CliException(ExitCode.Usage, $"{missing}: there is no such file.");
        }

        return files.Length == 0 ? new string?[] { null } : files;
    }

    private static string Words(TruncatedText text) => $"text {text.Index} has {text.TokenCount} tokens; the model reads the first {text.MaxTokens} only";
}
