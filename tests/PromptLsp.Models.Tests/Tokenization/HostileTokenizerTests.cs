using System.Text;
using CsCheck;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class HostileTokenizerTests
{
    private const string Small = """
        {"added_tokens":[{"id":4,"content":"<s>","special":true,"normalized":false}],
         "normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Replace","pattern":{"Regex":"\\s+"},"content":" "},{"type":"Lowercase"}]},
         "pre_tokenizer":{"type":"Split","pattern":{"Regex":"\\p{L}+| ?[^\\s\\p{L}]+|\\s+"},"behavior":"Isolated","invert":false},
         "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
           "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<s>":{"id":"<s>","ids":[4],"tokens":["<s>"]}}},
         "decoder":{"type":"BPEDecoder","suffix":"</w>"},
         "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2," ":3},"merges":["a b"]}}
        """;

    [Theory]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]}}""", "'model.vocab' gives 'a' no whole number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":99999999},"merges":[]}}""", "'model.vocab' gives 'a' no whole number")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}""", "'model.merges[0]' merges 'a' and 'b'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["ab"]}}""", "'model.merges[0]' must be two tokens")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"dropout":0.1}}""", "'model.dropout' is not supported")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"unk_token":"x"}}""", "'model.unk_token' names 'x'")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"\ud800":0},"merges":[]}}""", "not valid Unicode")]
    [InlineData("""{"model":{"type":"Magic"}}""", "'model' is of type 'Magic', which is not supported")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":9,"vocab":[["a",-1]]}}""", "'model.unk_id' must be a whole number from 0 to 0")]
    [InlineData("""{"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}}""", "'model.vocab[0]' must be a token and its score")]
    [InlineData("""{"model":{"type":"WordPiece","vocab":{"a":0},"unk_token":"a","continuing_subword_prefix":"##","max_input_chars_per_word":1000000}}""", "'model.max_input_chars_per_word' must be")]
    [InlineData("""{"normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Foo"}]},"model":{}}""", "'normalizer.normalizers[1]' is of type 'Foo', which is not supported")]
    [InlineData("""{"normalizer":{"type":"Precompiled","precompiled_charsmap":"/////w=="},"model":{}}""", "'normalizer.precompiled_charsmap' is not a compiled map")]
    [InlineData("""{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a"},"behavior":"Isolated"},"model":{}}""", "'pre_tokenizer.pattern.Regex' is a regular expression that is not supported: ')' is missing")]
    [InlineData("""{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a)\\1"},"behavior":"Isolated"},"model":{}}""", "the escape '\\1' is not supported")]
    [InlineData("""{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a*)*"},"behavior":"Isolated"},"model":{}}""", "repeating what may be empty")]
    [InlineData("""{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(((a{1000}){1000}){1000}){1000}"},"behavior":"Isolated"},"model":{}}""", "too long")]
    [InlineData("""{"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"x"}}],"pair":[]},"model":{"type":"BPE","vocab":{},"merges":[]}}""", "names 'x', which 'special_tokens' does not hold")]
    [InlineData("""{"added_tokens":[{"id":"x","content":"y"}],"model":{"type":"BPE","vocab":{},"merges":[]}}""", "'added_tokens[0].id' must be a whole number")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "not valid JSON")]
    public void WhatIsWrongIsNamedWithItsPlace(string json, string expected)
    {
        var exception = Assert.Throws<ModelFormatException>(() => HuggingFaceTokenizer.Load(Encoding.UTF8.GetBytes(json), "t.json"));
        Assert.StartsWith("t.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsRefusedOrRead() =>
        Gen.Select(Gen.Int[0, Small.Length - 1], Gen.Int[0, 40], Gen.Byte.Array[0, 8]).Sample(
            damage =>
            {
                var bytes = Encoding.UTF8.GetBytes(Small);
                var (at, cut, put) = damage;
                Read([.. bytes[..at], .. put, .. bytes[Math.Min(bytes.Length, at + cut)..]], "t.json");
            },
            iter: 2000);

    [Fact]
    public void ADamagedSentencePieceModelIsRefusedOrRead() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 10], Gen.Byte.Array[0, 8]).Sample(
            damage =>
            {
                var bytes = SentencePieceFile.Of(true, ("<unk>", 0, 2), ("\u2581a", -1, 1), ("a", -2, 1), ("\u2581", -3, 1), ("b", -4, 1));
                var (at, cut, put) = damage;
                at = Math.Min(at, bytes.Length);
                using var folder = new TemporaryFolder();
                var path = Path.Combine(folder.Path, "t.model");
                File.WriteAllBytes(path, [.. bytes[..at], .. put, .. bytes[Math.Min(bytes.Length, at + cut)..]]);
                Use(() => HuggingFaceTokenizer.Load(path));
            },
            iter: 300);

    [Fact]
    public void APatternThatNeverEndsIsStopped()
    {
        const string json = """{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a|a|aa)+$"},"behavior":"Isolated","invert":false},"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""";
        var tokenizer = HuggingFaceTokenizer.Load(Encoding.UTF8.GetBytes(json), "t.json");
        var exception = Assert.Throws<ModelFormatException>(() => tokenizer.EncodeToIds(new string('a', 60) + "b", false));
        Assert.Contains("takes too long", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongUnbrokenTextTakesNoLongerThanItsLength()
    {
        var tokenizer = HuggingFaceTokenizer.Load(Encoding.UTF8.GetBytes(Small), "t.json");
        Assert.Equal(500_000, tokenizer.EncodeToIds(string.Concat(Enumerable.Repeat("ab", 500_000)), false).Count);
        Assert.Equal(500_000, tokenizer.EncodeToIds(new string('a', 500_000), false).Count);
    }

    private static void Read(byte[] bytes, string name) => Use(() => HuggingFaceTokenizer.Load(bytes, name));

    private static void Use(Func<HuggingFaceTokenizer> load)
    {
        try
        {
            var tokenizer = load();
            tokenizer.Decode(tokenizer.Encode("a b <s> 한\u0301 😀\ud800 ab", "ba").Ids, false);
        }
        catch (ModelLoadException)
        {
            // Refused by name.
        }
    }
}
