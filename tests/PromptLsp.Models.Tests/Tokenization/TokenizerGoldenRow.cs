using System.Text.Json;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Models.Tests.Tokenization;

/// <summary>A row of the tokenizer reference, without special tokens around it, its offsets turned from code points into code units.</summary>
internal sealed record TokenizerGoldenRow(string Text, TokenSpan[] Expected)
{
    /// <summary>The row, or null for one about pairs or truncation.</summary>
    public static TokenizerGoldenRow? Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (!root.TryGetProperty("without_special", out var slice))
        {
            return null;
        }

        var text = root.GetProperty("text").GetString()!;
        var units = CodeUnitOffsets(text);
        var offsets = root.GetProperty("offsets").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())).ToArray();
        var spans = root.GetProperty("ids").EnumerateArray().Select((id, index) => new TokenSpan(id.GetInt32(), units[offsets[index].Item1], units[offsets[index].Item2]));
        return new TokenizerGoldenRow(text, [.. spans.Skip(slice[0].GetInt32()).Take(slice[1].GetInt32())]);
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
