using System.CommandLine;
using PromptLsp.Models.Generation;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>generate</c>: continues texts and conversations with a local language model.</summary>
internal static class GenerateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var most = new Option<int>("--max-tokens") { Description = "The most tokens of an answer.", DefaultValueFactory = _ => GenerationOptions.DefaultMaxNewTokens, HelpName = "N" };
        var temperature = new Option<double>("--temperature") { Description = "0 takes the most probable token each time; above 0 draws.", HelpName = "T" };
        var topP = new Option<double?>("--top-p") { Description = "Draws from the most probable tokens that together reach this probability.", HelpName = "P" };
        var topK = new Option<int?>("--top-k") { Description = "Draws from so many of the most probable tokens.", HelpName = "N" };
        var minP = new Option<double?>("--min-p") { Description = "Draws from tokens at least this share as probable as the most probable one.", HelpName = "P" };
        var penalty = new Option<double>("--repetition-penalty") { Description = "Above 1: tokens that were there become less probable.", DefaultValueFactory = _ => 1, HelpName = "X" };
        var seed = new Option<int?>("--seed") { Description = "Draws the same each time.", HelpName = "N" };
        var stop = new Option<string[]>("--stop") { Description = "Ends the answer before this text; may be repeated.", HelpName = "TEXT" };
        var chat = new Option<bool>("--chat") { Description = "A plain text is what a user says, and the model answers; without it the text is continued." };
        var command = new Command("generate", "Continues texts, or answers conversations (`messages`), with a local language model: a JSON object a line, in the order of the input.")
        {
            most, temperature, topP, topK, minP, penalty, seed, stop, chat,
        };
        var causal = new CausalOptions(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new GenerationOptions
            {
                MaxNewTokens = parsed.GetValue(most),
                Temperature = parsed.GetValue(temperature),
                TopP = parsed.GetValue(topP),
                TopK = parsed.GetValue(topK),
                MinP = parsed.GetValue(minP),
                RepetitionPenalty = parsed.GetValue(penalty),
                Seed = parsed.GetValue(seed),
                StopTexts = [.. (parsed.GetValue(stop) ?? []).Where(text => text.Length > 0)],
            };
            return options.Problem() is { } problem
                ? throw new CliException(ExitCode.Usage, $"{problem}.")
                : causal.RunAsync(parsed, console, model => new GenerationProcessor(model, options, parsed.GetValue(chat)), cancellationToken);
        });
        return command;
    }
}
