using System.Text.Json;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class SentencePieceTests
{
    /// <summary>T5's tokenizer.json was made from a SentencePiece model: the same pieces, scores and map as such a file give the same numbers and texts.</summary>
    [Fact]
    public void AUnigramModelGivesWhatItsTokenizerJsonGives()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spiece.model");
        File.WriteAllBytes(path, OfT5());
        var tokenizer = HuggingFaceTokenizer.Load(path);
        var options = new TokenizerEncodeOptions { AddSpecialTokens = false };
        var rows = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tokenizers", "t5-small.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var text = row.GetProperty("text").GetString()!;
            if (!row.TryGetProperty("without_special", out var slice) || text.Contains('<', StringComparison.Ordinal) || text.Trim().Length == 0)
            {
                continue;
            }

            var expected = row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).Skip(slice[0].GetInt32()).Take(slice[1].GetInt32());
            // White space that is no space is a word boundary to the one and a character to the other.
            if (!text.Any(character => character != ' ' && char.IsWhiteSpace(character)))
            {
                Assert.Equal(expected, tokenizer.Encode(text, null, options).Ids);
                rows++;
            }
        }

        Assert.True(rows > 100, $"only {rows} rows");
    }

    [Fact]
    public void ABpeModelMergesTheMostProbablePiecesAndFallsBackToBytes()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "tokenizer.model");
        var bytes = Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", 0f, 6));
        File.WriteAllBytes(path, WithByteFallback(SentencePieceFile.Of(
            false, [], [("<unk>", 0, 2), ("<s>", 0, 3), .. bytes, ("\u2581l", -1, 1), ("lo", -2, 1), ("\u2581lo", -3, 1), ("w", -4, 1), ("\u2581", -5, 1), ("l", -6, 1), ("o", -7, 1)])));
        var tokenizer = HuggingFaceTokenizer.Load(path);
        var encoding = tokenizer.Encode("low  lé", null, new TokenizerEncodeOptions { AddSpecialTokens = false });
        Assert.Equal(["\u2581lo", "w", "\u2581l", "<0xC3>", "<0xA9>"], encoding.Tokens.Select(token => token.Text));
        Assert.Equal([(0, 2), (2, 3), (3, 6), (6, 7), (6, 7)], encoding.Tokens.Select(token => (token.Start, token.End)));
        Assert.Equal("low lé", tokenizer.Decode(encoding.Ids));
    }

    private static byte[] WithByteFallback(byte[] model)
    {
        // trainer_spec { byte_fallback: true }, merged into the one before.
        const int field = 35 << 3;
        return [.. model, (2 << 3) | 2, 3, (field & 0x7F) | 0x80, field >> 7, 1];
    }

    private static byte[] OfT5()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("data", "tokenizer-files", "t5-small", "tokenizer.json")));
        var map = document.RootElement.GetProperty("normalizer").GetProperty("precompiled_charsmap").GetBytesFromBase64();
        var pieces = document.RootElement.GetProperty("model").GetProperty("vocab").EnumerateArray().Take(32000).Select((entry, id) =>
            (entry[0].GetString()!, (float)entry[1].GetDouble(), id switch { 0 or 1 => 3, 2 => 2, _ => 1 }));
        return SentencePieceFile.Of(true, map, pieces);
    }
}
