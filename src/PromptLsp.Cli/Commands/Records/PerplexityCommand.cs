using System.CommandLine;
using PromptLsp.Models.Generation;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>perplexity</c>: how probable a local language model finds texts.</summary>
internal static class PerplexityCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var window = new Option<int?>("--window") { Description = "Scores long texts by windows of so many tokens; without it in one pass.", HelpName = "N" };
        var stride = new Option<int?>("--stride") { Description = "Tokens between the beginnings of windows; half a window where nothing is said.", HelpName = "N" };
        var command = new Command("perplexity", "Scores texts, or conversations (`messages`), with a local language model: a JSON object a line, in the order of the input.") { window, stride };
        var causal = new CausalOptions(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var windows = Windows(parsed.GetValue(window), parsed.GetValue(stride));
            return causal.RunAsync(parsed, console, model => new PerplexityProcessor(model, windows), cancellationToken);
        });
        return command;
    }

    private static ScoringWindow? Windows(int? length, int? stride)
    {
        if (length is null)
        {
            return stride is null ? null : throw new CliException(ExitCode.Usage, "--stride needs --window.");
        }

        var windows = new ScoringWindow(length.Value, stride ?? Math.Max(1, length.Value / 2));
        return windows is { Length: >= 2, Stride: >= 1 } && windows.Stride < windows.Length
            ? windows
            : throw new CliException(ExitCode.Usage, "--window must be 2 or more, and --stride from 1 to one less.");
    }
}
