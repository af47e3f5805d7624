using System.Text.Json;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

/// <summary>The published test strings of transformers.js, for the tokenizers whose vocabularies are there.</summary>
public sealed class TokenizerVectorTests
{
    [Theory]
    [InlineData("bert.json", "Xenova/bert-base-uncased", "bert-base-uncased")]
    [InlineData("distilbert.json", "Xenova/distilbert-base-uncased-finetuned-sst-2-english", "bert-base-uncased")]
    [InlineData("gpt2.json", "Xenova/gpt2", "gpt2")]
    [InlineData("gpt2.json", "openai-community/gpt2", "gpt2")]
    [InlineData("roberta.json", "Xenova/all-distilroberta-v1", "roberta-base")]
    [InlineData("t5.json", "Xenova/t5-small", "t5-small")]
    [InlineData("clip.json", "Xenova/clip-vit-base-patch16", "clip")]
    public void PublishedTestStringsGiveTheirIds(string file, string key, string name)
    {
        var tokenizer = Load(name);
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("data", "tokenizer-vectors", file)));
        var wrong = new List<string>();
        foreach (var item in document.RootElement.GetProperty(key).EnumerateObject())
        {
            var text = item.Value.GetProperty("text").GetString()!;
            var pair = item.Value.TryGetProperty("text_pair", out var second) ? second.GetString() : null;
            var expected = item.Value.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
            var actual = tokenizer.Encode(text, pair, new TokenizerEncodeOptions { ParseSpecialTokens = true }).Ids;
            if (!expected.AsSpan().SequenceEqual(actual))
            {
                wrong.Add($"{item.Name}: {string.Join(' ', actual)} instead of {string.Join(' ', expected)}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Gpt2GivesTheIdsOfTheNetLibrarysTests()
    {
        var text = File.ReadAllText(SharedData.PathOf("data", "tokenizer-vectors", "mlnet", "lib.rs.txt")).Replace("\r", "", StringComparison.Ordinal);
        var expected = JsonSerializer.Deserialize<int[]>(File.ReadAllText(SharedData.PathOf("data", "tokenizer-vectors", "mlnet", "tokens_gpt2.json")), JsonSerializerOptions.Web);
        Assert.Equal(expected!, Load("gpt2").EncodeToIds(text, parseSpecialTokens: false));
    }

    private static HuggingFaceTokenizer Load(string name) => HuggingFaceTokenizer.Load(name switch
    {
        "gpt2" => SharedData.PathOf("data", "tokenizer-files", "gpt2-vocab.json"),
        "bert-base-uncased" => SharedData.PathOf("data", "tokenizer-files", "bert-base-uncased-vocab.txt"),
        _ => SharedData.PathOf("data", "tokenizer-files", name, "tokenizer.json"),
    });
}
