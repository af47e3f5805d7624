using System.Text.Json;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

/// <summary>Compares a tokenizer with rows of the reference, places turned from code points into code units.</summary>
internal static class TokenizerGolden
{
    /// <summary>Checks every row of a file and gives their number.</summary>
    public static int Check(HuggingFaceTokenizer tokenizer, string path)
    {
        var rows = 0;
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            rows++;
            if (Difference(tokenizer, document.RootElement) is { } difference)
            {
                wrong.Add($"{document.RootElement.GetProperty("id")}: {difference}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows} rows differ:\n{string.Join('\n', wrong.Take(12))}");
        return rows;
    }

    private static string? Difference(HuggingFaceTokenizer tokenizer, JsonElement row)
    {
        var text = row.GetProperty("text").GetString()!;
        var pair = row.TryGetProperty("pair", out var second) ? second.GetString() : null;
        var options = new TokenizerEncodeOptions { ParseSpecialTokens = true };
        if (row.TryGetProperty("max_length", out var maxLength))
        {
            options = options with { MaxLength = maxLength.GetInt32(), Stride = row.GetProperty("stride").GetInt32() };
        }

        var encoding = tokenizer.Encode(text, pair, options);
        return DifferenceOf(encoding, row, text, pair)
            ?? DifferenceOfOverflow(encoding, row, text, pair)
            ?? DifferenceOfDecoding(tokenizer, row)
            ?? DifferenceWithoutSpecial(tokenizer, row, text);
    }

    private static string? DifferenceOf(TokenizerEncoding encoding, JsonElement row, string text, string? pair)
    {
        var tokens = encoding.Tokens;
        var units = CodeUnitOffsets(text);
        var pairUnits = pair is null ? units : CodeUnitOffsets(pair);
        return Compare(row, "ids", tokens.Select(token => token.Id.ToString()))
            ?? Compare(row, "tokens", tokens.Select(token => token.Text))
            ?? Compare(row, "word_ids", tokens.Select(token => token.Word?.ToString() ?? ""))
            ?? Compare(row, "type_ids", tokens.Select(token => token.TypeId.ToString()))
            ?? Compare(row, "sequence_ids", tokens.Select(token => token.Sequence?.ToString() ?? ""))
            ?? Compare(row, "special_tokens_mask", tokens.Select(token => token.IsSpecial ? "1" : "0"))
            ?? CompareOffsets(row, tokens, units, pairUnits);
    }

    private static string? DifferenceOfOverflow(TokenizerEncoding encoding, JsonElement row, string text, string? pair)
    {
        if (!row.TryGetProperty("overflowing", out var expected))
        {
            return null;
        }

        // The reference holds the first few of them.
        var count = row.GetProperty("overflowing_count").GetInt32();
        if (count != encoding.Overflowing.Count)
        {
            return $"{encoding.Overflowing.Count} overflowing instead of {count}";
        }

        for (var index = 0; index < expected.GetArrayLength(); index++)
        {
            var part = expected[index];
            var difference = part.ValueKind == JsonValueKind.Array
                ? Same("overflowing", part.EnumerateArray().Select(id => id.ToString()), encoding.Overflowing[index].Ids.Select(id => id.ToString()))
                : DifferenceOf(encoding.Overflowing[index], part, text, pair);
            if (difference is not null)
            {
                return $"overflowing {index}: {difference}";
            }
        }

        return null;
    }

    private static string? DifferenceOfDecoding(HuggingFaceTokenizer tokenizer, JsonElement row)
    {
        var ids = row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
        return DifferenceOfText(row, "decoded", () => tokenizer.Decode(ids)) ?? DifferenceOfText(row, "decoded_with_special", () => tokenizer.Decode(ids, skipSpecialTokens: false));
    }

    private static string? DifferenceOfText(JsonElement row, string key, Func<string> actual) =>
        row.TryGetProperty(key, out var expected) && expected.GetString() != actual() ? $"{key}: '{actual()}' instead of '{expected.GetString()}'" : null;

    private static string? DifferenceWithoutSpecial(HuggingFaceTokenizer tokenizer, JsonElement row, string text)
    {
        if (!row.TryGetProperty("without_special", out var slice))
        {
            return null;
        }

        var expected = row.GetProperty("ids").EnumerateArray().Select(id => id.ToString()).Skip(slice[0].GetInt32()).Take(slice[1].GetInt32());
        var options = new TokenizerEncodeOptions { ParseSpecialTokens = true, AddSpecialTokens = false };
        return Same("without_special", expected, tokenizer.Encode(text, null, options).Ids.Select(id => id.ToString()))
            ?? Same("ids only", tokenizer.Encode(text, null, options).Ids.Select(id => id.ToString()), tokenizer.EncodeToIds(text, true).Select(id => id.ToString()));
    }

    private static string? CompareOffsets(JsonElement row, IReadOnlyList<EncodedToken> tokens, List<int> units, List<int> pairUnits)
    {
        if (!row.TryGetProperty("offsets", out var offsets))
        {
            return null;
        }

        var expected = offsets.EnumerateArray().Select((pair, index) =>
        {
            var own = index < tokens.Count && tokens[index].Sequence == 1 ? pairUnits : units;
            return $"{own[pair[0].GetInt32()]}-{own[pair[1].GetInt32()]}";
        });
        return Same("offsets", expected, tokens.Select(token => $"{token.Start}-{token.End}"));
    }

    private static string? Compare(JsonElement row, string key, IEnumerable<string> actual) =>
        row.TryGetProperty(key, out var expected)
            ? Same(key, expected.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? "" : value.ToString()), actual)
            : null;

    private static string? Same(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        if (left.AsSpan().SequenceEqual(right))
        {
            return null;
        }

        var first = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"{what} at {first}: …{string.Join(' ', right.Skip(first).Take(8))} instead of …{string.Join(' ', left.Skip(first).Take(8))}";
    }

    private static List<int> CodeUnitOffsets(string text)
    {
        var offsets = new List<int> { 0 };
        foreach (var rune in text.EnumerateRunes())
        {
            offsets.Add(offsets[^1] + rune.Utf16SequenceLength);
        }

        return offsets;
    }
}
