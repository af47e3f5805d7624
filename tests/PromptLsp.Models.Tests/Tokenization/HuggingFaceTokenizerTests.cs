using System.Text.Json;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class HuggingFaceTokenizerTests
{
    [Theory]
    [InlineData("roberta-base")]
    [InlineData("clip")]
    [InlineData("t5-small")]
    public void APublishedTokenizerGivesWhatTheReferenceGives(string name)
    {
        var tokenizer = HuggingFaceTokenizer.Load(SharedData.PathOf("data", "tokenizer-files", name, "tokenizer.json"));
        Assert.True(TokenizerGolden.Check(tokenizer, SharedData.PathOf("golden", "tokenizers", $"{name}.jsonl")) > 150);
    }

    [Theory]
    [InlineData("bpe-bytelevel-1000")]
    [InlineData("bpe-bytelevel-5000")]
    [InlineData("bpe-whitespace-1000")]
    [InlineData("bpe-whitespace-5000")]
    [InlineData("bpe-whitespace-suffix-1000")]
    [InlineData("bpe-whitespace-suffix-5000")]
    [InlineData("wordpiece-1000")]
    [InlineData("wordpiece-5000")]
    public void ATrainedTokenizerGivesWhatTheReferenceGives(string name)
    {
        var tokenizer = HuggingFaceTokenizer.Load(SharedData.PathOf("golden", "tokenizers", $"trained-{name}.tokenizer.json"));
        Assert.True(TokenizerGolden.Check(tokenizer, SharedData.PathOf("golden", "tokenizers", $"trained-{name}.encode.jsonl")) > 10);
    }

    [Theory]
    [InlineData("bert-base-uncased")]
    [InlineData("gpt2")]
    public void APipelineOverAVocabularyGivesWhatTheReferenceGives(string name)
    {
        var tokenizer = HuggingFaceTokenizer.Load(PublishedPipelines.WithVocabulary(name), name);
        Assert.True(TokenizerGolden.Check(tokenizer, SharedData.PathOf("golden", "tokenizers", $"{name}.jsonl")) > 150);
    }

    [Theory]
    [InlineData("bert-base-uncased", "bert-base-uncased-vocab.txt")]
    [InlineData("gpt2", "gpt2-vocab.json")]
    public void AVocabularyFileStandsForItsModelsPipeline(string name, string file)
    {
        var tokenizer = HuggingFaceTokenizer.Load(SharedData.PathOf("data", "tokenizer-files", file));
        Assert.True(TokenizerGolden.Check(tokenizer, SharedData.PathOf("golden", "tokenizers", $"{name}.jsonl")) > 150);
    }

    [Fact]
    public void ACausalModelsTokenizerGivesWhatTheReferenceGives()
    {
        var tokenizer = HuggingFaceTokenizer.Load(SharedData.PathOf("models", "SmolLM2-135M-Instruct", "tokenizer.json"));
        var rows = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "causal-lm", "tokenizer.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var ids = row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
            Assert.Equal(ids, tokenizer.EncodeToIds(row.GetProperty("text").GetString()!, parseSpecialTokens: false));
            Assert.Equal(row.GetProperty("decoded").GetString(), tokenizer.Decode(ids, skipSpecialTokens: false));
            rows++;
        }

        Assert.True(rows > 50, $"only {rows} rows");
    }

    [Fact]
    public void SpecialTokensAreFoundOnlyWhereTheCallerSaysSo()
    {
        var tokenizer = HuggingFaceTokenizer.Load(SharedData.PathOf("models", "SmolLM2-135M-Instruct", "tokenizer.json"));
        Assert.Equal(49152, tokenizer.VocabularySize);
        Assert.Equal(17, tokenizer.AddedTokens.Count);
        Assert.Equal(1, tokenizer.TokenToId("<|im_start|>"));
        Assert.Equal("<|im_end|>", tokenizer.IdToToken(2));
        Assert.Null(tokenizer.IdToToken(49152));
        Assert.Null(tokenizer.TokenToId("no such token"));
        Assert.Equal([1, 4093, 2], tokenizer.EncodeToIds("<|im_start|>user<|im_end|>", parseSpecialTokens: true));
        Assert.DoesNotContain(1, tokenizer.EncodeToIds("<|im_start|>user<|im_end|>", parseSpecialTokens: false));
        Assert.Equal("user", tokenizer.Decode([1, 4093, 2]));
        Assert.Equal("<|im_start|>user<|im_end|>", tokenizer.Decode([1, 4093, 2], skipSpecialTokens: false));
    }
}
