using System.CommandLine;
using System.Globalization;
using PromptLsp.Models.Tokenization.Training;

namespace PromptLsp.Cli.Commands;

/// <summary><c>tokenizer train</c>: a tokenizer.json from texts.</summary>
internal static class TokenizerCommand
{
    private static readonly Dictionary<string, TrainingPreTokenizer> _preTokenizers = new()
    {
        ["byte-level"] = TrainingPreTokenizer.ByteLevel,
        ["whitespace"] = TrainingPreTokenizer.Whitespace,
        ["whitespace-split"] = TrainingPreTokenizer.WhitespaceSplit,
        ["bert"] = TrainingPreTokenizer.Bert,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console) => new("tokenizer", "Makes tokenizers.") { CreateTrain(console) };

    private static Command CreateTrain(CliConsole console)
    {
        var kind = new Option<string>("--kind") { Description = "The model.", HelpName = "bpe|wordpiece", DefaultValueFactory = _ => "bpe" };
        kind.AcceptOnlyFromAmong("bpe", "wordpiece");
        var size = new Option<int>("--vocab-size") { Description = "The most tokens, special ones and the alphabet counted.", Required = true, HelpName = "N" };
        var frequency = new Option<int>("--min-frequency") { Description = "Pairs seen less often are not joined.", DefaultValueFactory = _ => 2, HelpName = "N" };
        var cutting = new Option<string?>("--pre-tokenizer") { Description = "How texts are cut into words; without it byte-level for bpe, bert for wordpiece.", HelpName = string.Join('|', _preTokenizers.Keys) };
        cutting.AcceptOnlyFromAmong([.. _preTokenizers.Keys]);
        var special = new Option<string[]>("--special") { Description = "A token that gets one of the first numbers; may be repeated. <unk> or [UNK] stands for what is unknown.", HelpName = "TOKEN" };
        var output = new Option<string>("--output", "-o") { Description = "The tokenizer.json to write.", Required = true, HelpName = "FILE" };
        var files = new Argument<string[]>("file") { Description = "Texts, one a line, UTF-8.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("train", "Trains a tokenizer on the lines of files as Hugging Face tokenizers does, and writes a tokenizer.json.") { kind, size, frequency, cutting, special, output, files };
        command.SetAction((parsed, cancellationToken) =>
        {
            var isWordPiece = parsed.GetRequiredValue(kind) == "wordpiece";
            var options = new TokenizerTrainingOptions
            {
                Kind = isWordPiece ? TokenizerKind.WordPiece : TokenizerKind.Bpe,
                PreTokenizer = _preTokenizers[parsed.GetValue(cutting) ?? (isWordPiece ? "bert" : "byte-level")],
                VocabularySize = Positive(parsed.GetRequiredValue(size), "--vocab-size"),
                MinFrequency = Positive(parsed.GetRequiredValue(frequency), "--min-frequency"),
            };
            options = options with { SpecialTokens = Special(parsed.GetValue(special) ?? [], options) };
            return RunAsync(console, options, parsed.GetRequiredValue(files), parsed.GetRequiredValue(output), cancellationToken);
        });
        return command;
    }

    private static int Positive(int value, string option) => value > 0 ? value : throw new CliException(ExitCode.Usage, $"{option} must be 1 or more.");

    private static string[] Special(string[] given, TokenizerTrainingOptions options)
    {
        var isWordPiece = options.Kind == TokenizerKind.WordPiece;
        given = given.Length > 0 ? given
            : isWordPiece ? ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
            : options.PreTokenizer == TrainingPreTokenizer.ByteLevel ? ["<|endoftext|>"]
            : ["<unk>"];
        return given.Distinct().Count() != given.Length || given.Contains("") ? throw new CliException(ExitCode.Usage, "--special must be texts that differ.")
            : isWordPiece && !given.Any(token => token is "<unk>" or "[UNK]") ? throw new CliException(ExitCode.Usage, "a WordPiece tokenizer needs --special [UNK] (or <unk>).")
            : given;
    }

    private static async Task<int> RunAsync(CliConsole console, TokenizerTrainingOptions options, string[] files, string output, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new CliException(ExitCode.Usage, $"{missing}: there is no such file.");
        }

        var trainer = new TokenizerTrainer(options);
        foreach (var file in files)
        {
            using var reader = new StreamReader(file);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                trainer.Add(line);
            }
        }

        var trained = trainer.Train(count => Show(console, count, options.VocabularySize), cancellationToken);
        Show(console, null, 0);
        WriteWhole(trained, output);
        await console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"promptlsp: {output}: {trained.Tokens.Count} tokens, {trained.Merges.Count} joins, from {trainer.WordCount} different words"));
        return ExitCode.Ok;
    }

    /// <summary>A file is there whole or not at all.</summary>
    private static void WriteWhole(TrainedTokenizer trained, string output)
    {
        var partial = output + ".partial";
        using (var stream = File.Create(partial))
        {
            trained.Write(stream);
        }

        File.Move(partial, output, overwrite: true);
    }

    private static void Show(CliConsole console, int? count, int size)
    {
        if (console.ShowsProgress)
        {
            console.Error.Write(count is null ? "\r\e[K" : string.Create(CultureInfo.InvariantCulture, $"\r\e[K{count} of {size} tokens"));
        }
    }
}
