using System.Text.Json;
using PromptLsp.Models.Tokenization;
using PromptLsp.Models.Tokenization.Training;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class TokenizerTrainingTests
{
    [Theory]
    [InlineData("bpe-bytelevel-1000", 1000, TrainingPreTokenizer.ByteLevel)]
    [InlineData("bpe-bytelevel-5000", 5000, TrainingPreTokenizer.ByteLevel)]
    [InlineData("bpe-whitespace-1000", 1000, TrainingPreTokenizer.Whitespace)]
    [InlineData("bpe-whitespace-5000", 5000, TrainingPreTokenizer.Whitespace)]
    public void TrainingGivesTheReferencesTokenizer(string name, int size, TrainingPreTokenizer cutting)
    {
        using var reference = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("golden", "tokenizers", $"trained-{name}.tokenizer.json")));
        string[] special = [.. reference.RootElement.GetProperty("added_tokens").EnumerateArray().Select(token => token.GetProperty("content").GetString()!)];
        var trainer = new TokenizerTrainer(new TokenizerTrainingOptions { VocabularySize = size, PreTokenizer = cutting, SpecialTokens = special });
        foreach (var line in Corpus())
        {
            trainer.Add(line);
        }

        using var written = new MemoryStream();
        trainer.Train(cancellationToken: TestContext.Current.CancellationToken).Write(written);
        using var trained = JsonDocument.Parse(written.ToArray());
        foreach (var key in reference.RootElement.EnumerateObject().Select(property => property.Name))
        {
            Assert.True(JsonElement.DeepEquals(reference.RootElement.GetProperty(key), trained.RootElement.GetProperty(key)), $"'{key}' differs");
        }

        Assert.True(TokenizerGolden.Check(HuggingFaceTokenizer.Load(written.ToArray(), name), SharedData.PathOf("golden", "tokenizers", $"trained-{name}.encode.jsonl")) > 10);
    }

    [Theory]
    [InlineData(TokenizerKind.Bpe)]
    [InlineData(TokenizerKind.WordPiece)]
    public void WhereNoTwoPairsAreEquallyFrequentTheOrderIsThatOfAnyTrainer(TokenizerKind kind)
    {
        using var reference = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("golden", "tokenizers", "trained-tie-free.json")));
        var part = reference.RootElement.GetProperty("trained").GetProperty(kind == TokenizerKind.Bpe ? "bpe" : "wordpiece");
        var options = new TokenizerTrainingOptions
        {
            Kind = kind,
            PreTokenizer = TrainingPreTokenizer.WhitespaceSplit,
            VocabularySize = part.GetProperty("vocab_size").GetInt32(),
            SpecialTokens = [.. part.GetProperty("special_tokens").EnumerateArray().Select(token => token.GetString()!)],
        };
        var trainer = new TokenizerTrainer(options);
        foreach (var word in reference.RootElement.GetProperty("words").EnumerateObject())
        {
            for (var count = word.Value.GetInt32(); count > 0; count--)
            {
                trainer.Add(word.Name);
            }
        }

        var trained = trainer.Train(cancellationToken: TestContext.Current.CancellationToken);
        string[] expected = kind == TokenizerKind.Bpe
            ? [.. part.GetProperty("merges_in_order").EnumerateArray().Select(merge => $"{merge[0].GetString()} {merge[1].GetString()}")]
            : [.. part.GetProperty("new_tokens_in_order").EnumerateArray().Select(token => token.GetString()!)];
        var actual = kind == TokenizerKind.Bpe ? trained.Merges.Select(merge => $"{merge.Left} {merge.Right}") : trained.Tokens.TakeLast(trained.Merges.Count);
        Assert.Equal(expected, actual);
    }

    private static IEnumerable<string> Corpus() =>
        File.ReadAllText(SharedData.PathOf("data", "uci-sentiment", "yelp_labelled.txt")).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line[..Math.Max(0, line.LastIndexOf('\t'))]);
}
