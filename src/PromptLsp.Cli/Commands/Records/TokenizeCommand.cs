using System.CommandLine;
using PromptLsp.Cli.Composition;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Pipelines;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Cli.Commands.Records;

/// <summary><c>tokenize</c>: tokens of lines or JSON lines, and texts of token numbers.</summary>
internal static class TokenizeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var tokenizer = new Option<string>("--tokenizer", "-t")
        {
            Description = TokenizerChoice.Help,
            DefaultValueFactory = _ => TokenCounterProvider.O200kBase,
            HelpName = "NAME|PATH",
        };
        var decode = new Option<bool>("--decode") { Description = "The other way: JSON lines with `ids` in, texts out." };
        var around = new Option<bool>("--add-special-tokens") { Description = "Puts the tokens around each text that the model expects." };
        var parse = new Option<bool>("--parse-special-tokens") { Description = "Literals of special tokens in a text stand for them; without it they are ordinary text." };
        var skip = new Option<bool>("--skip-special-tokens") { Description = "With --decode: leaves special tokens out." };
        var command = new Command("tokenize", "Cuts texts into tokens: a JSON object a line with ids, tokens and offsets in UTF-16 code units.") { tokenizer, decode, around, parse, skip };
        var records = new RecordOptions(command, takesBatch: false, takesDevice: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var choice = TokenizerChoice.Find(parsed.GetRequiredValue(tokenizer));
            if (choice.Tokenizer is null && (parsed.GetValue(around) || parsed.GetValue(parse) || parsed.GetValue(skip)))
            {
                throw new CliException(ExitCode.Usage, $"`{choice.Counter.Name}` has no special tokens here: they are ordinary text. Use a tokenizer.json.");
            }

            if (parsed.GetValue(decode))
            {
                var decoder = Decoder(choice, parsed.GetValue(skip));
                return await records.RunAsync(
                    parsed, console, (way, input, output) => new RecordPipeline(decoder, way with { Format = RecordFormat.TokenIds }).RunAsync(input, output, cancellationToken));
            }

            var options = new TokenizerEncodeOptions { AddSpecialTokens = parsed.GetValue(around), ParseSpecialTokens = parsed.GetValue(parse) };
            var processor = choice.Tokenizer is { } local ? TokenizeProcessor.Of(local, options) : TokenizeProcessor.Of(choice.Counter);
            return await records.RunAsync(parsed, console, processor, takesPairs: false, cancellationToken);
        });
        return command;
    }

    private static DetokenizeProcessor Decoder(TokenizerChoice choice, bool skipsSpecial) => choice.Tokenizer is { } local
        ? new DetokenizeProcessor(ids => ids.FirstOrDefault(id => local.IdToToken(id) is null, -1) is var unknown and >= 0
            ? throw new ArgumentOutOfRangeException(nameof(ids), unknown, "No token has this number.")
            : local.Decode(ids, skipsSpecial))
        : new DetokenizeProcessor(ids => choice.Counter.Decode(ids));
}
