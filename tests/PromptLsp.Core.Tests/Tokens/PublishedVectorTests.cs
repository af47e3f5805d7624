using System.Text;
using System.Text.Json;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>Vectors that other projects publish for these encodings.</summary>
public sealed class PublishedVectorTests
{
    private static readonly TokenCounterProvider _provider =
        new(name => name is "gpt2" or "r50k_base" ? File.OpenRead(SharedData.PathOf("data", "tokenizer-files", "gpt2-vocab.json")) : null);

    [Theory]
    [InlineData("cl100k_base", "tokens.json")]
    [InlineData("o200k_base", "tokens_gpt4o.json")]
    [InlineData("gpt2", "tokens_gpt2.json")]
    [InlineData("r50k_base", "tokens_r50k_base.json")]
    public void ASourceFileHasThePublishedIds(string encoding, string file)
    {
        var text = File.ReadAllText(SharedData.PathOf("data", "tokenizer-vectors", "mlnet", "lib.rs.txt")).ReplaceLineEndings("\n");
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "tokenizer-vectors", "mlnet", file)));
        Assert.Equal(expected.RootElement.EnumerateArray().Select(id => id.GetInt32()), _provider.Find(encoding)!.Encode(text).Select(token => token.Id));
    }

    [Theory]
    [InlineData("Xenova/gpt-4", "cl100k_base")]
    [InlineData("Xenova/gpt-4o", "o200k_base")]
    [InlineData("Xenova/gpt2", "gpt2")]
    [InlineData("openai-community/gpt2", "gpt2")]
    public void TheCasesOfTransformersHaveThePublishedIds(string tokenizer, string encoding)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "tokenizer-vectors", "gpt2.json")));
        var counter = (IPieceTokenCounter)_provider.Find(encoding)!;
        foreach (var row in file.RootElement.GetProperty(tokenizer).EnumerateObject())
        {
            var expected = row.Value.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32());
            Assert.Equal(expected, counter.EncodeWithSpecialTokens(row.Value.GetProperty("text").GetString()!).Select(token => token.Id));
        }
    }

    [Fact]
    public void ReferenceTextsHaveTheCountsOfR50k()
    {
        var counter = _provider.Find("r50k_base")!;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tiktoken", "cases.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("text").GetString()!;
            Assert.True(row.RootElement.GetProperty("counts").GetProperty("r50k_base").GetInt32() == counter.Count(text), $"{row.RootElement.GetProperty("id")}");
            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(counter.Decode(counter.Encode(text).Select(token => token.Id)))));
        }
    }
}
