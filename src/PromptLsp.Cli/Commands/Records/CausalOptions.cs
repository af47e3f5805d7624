using System.CommandLine;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands.Records;

/// <summary>The option that names a language model, and its loading.</summary>
internal sealed class CausalOptions
{
    private readonly Option<string> _model = new("--model", "-m") { Description = "Name or folder of a local language model.", HelpName = "ID|FOLDER", Required = true };

    private readonly RecordOptions _records;

    /// <summary>Puts them on a command.</summary>
    public CausalOptions(Command command)
    {
        command.Add(_model);
        _records = new RecordOptions(command, takesBatch: false);
    }

    /// <summary>Loads the model and takes all records through what is done with them.</summary>
    public async Task<int> RunAsync(
        ParseResult parsed, CliConsole console, Func<CausalModel, IConversationProcessor> process, CancellationToken cancellationToken)
    {
        using var model = await CausalModel.LoadAsync(parsed.GetRequiredValue(_model), _records.Device(parsed), cancellationToken: cancellationToken);
        if (model.Device.Warning is { } warning)
        {
            await console.Error.WriteLineAsync($"promptlsp: {warning}");
        }

        var processor = process(model);
        return await _records.RunAsync(
            parsed, console, (options, input, output) => new ConversationPipeline(processor, options).RunAsync(input, output, cancellationToken));
    }
}
