using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>Assertions written in one line, against the recorded readings.</summary>
public sealed class AssertionTextTests
{
    /// <summary>Where we differ on purpose: what it is here ("problem", or type, value and threshold), and why.</summary>
    private static readonly Dictionary<string, (string Reading, string Reason)> _exceptions = new()
    {
        ["starts-with:Yes"] = ("starts-with \"Yes\"", "a threshold that starts-with does not have is not made up"),
        ["not-starts-with:No"] = ("not-starts-with \"No\"", "a threshold that starts-with does not have is not made up"),
        ["contains-all:\"a"] = ("contains-all \"\\\"a\"", "kept as text, which the assertion's own check refuses with the same sentence"),
        ["contains-all:\"a\" b"] = ("contains-all \"\\\"a\\\" b\"", "kept as text, which the assertion's own check refuses with the same sentence"),
        ["ends-with:x"] = ("ends-with \"x\"", "a type here"),
        ["is-json(0.5)"] = ("is-json 0.5", "the number is kept, and warned of"),
        ["equals(0.5):x"] = ("equals \"x\" 0.5", "the number is kept, and warned of"),
        ["levenshtein:abc"] = ("levenshtein \"abc\"", "no threshold of .75 is made up (listed fault)"),
        ["levenshtein( 5 ):abc"] = ("levenshtein \"abc\" 5", "a number is a number (listed fault: becomes equals)"),
        ["levenshtein(-1):abc"] = ("problem", "a negative threshold (listed fault: becomes equals)"),
        ["levenshtein(.5):abc"] = ("levenshtein \"abc\" 0.5", "a number is a number (listed fault: becomes equals)"),
        ["levenshtein(5.):abc"] = ("levenshtein \"abc\" 5", "a number is a number (listed fault: becomes equals)"),
        ["levenshtein(1e2):abc"] = ("levenshtein \"abc\" 100", "a number is a number (listed fault: becomes equals)"),
        ["similar:cosine:x"] = ("similar \"x\" 0.8", "names the measure (listed fault)"),
        ["similar:cosine(0.9):x"] = ("similar \"x\" 0.9", "names the measure (listed fault)"),
        ["similar:dot(0.5):x"] = ("problem", "a measure that is not supported (listed fault: becomes a text)"),
        ["cost:"] = ("cost", "no threshold of .75 is made up (listed fault)"),
        ["cost"] = ("cost", "no threshold of .75 is made up (listed fault)"),
        ["perplexity"] = ("perplexity", "no threshold of .75 is made up (listed fault)"),
        ["latency"] = ("latency", "no threshold of .75 is made up (listed fault)"),
        ["word-count(5)"] = ("word-count 5", "the number is the value (listed fault: lost)"),
        ["contians:cat"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["Contains:cat"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["CONTAINS:cat"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["not-not-contains:x"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["not- contains:x"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["max-score"] = ("problem", "an assertion that is not supported, not an answer"),
        ["assert-set"] = ("problem", "an assertion that cannot stand in a cell, not an answer"),
        ["is_json"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["contains :x"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        [" contains:x"] = ("problem", "a misspelling (listed fault: becomes equals)"),
        ["contains-all (1):x"] = ("problem", "a misspelling (listed fault: becomes equals)"),
    };

    [Fact]
    public void ReadingsAreThoseOfPromptfoo()
    {
        var wrong = new List<string>();
        foreach (var line in PromptfooReference.Lines("strings.jsonl"))
        {
            var text = line.GetProperty("text").GetString()!;
            var actual = Reading(AssertionText.Parse(text));
            var expected = _exceptions.TryGetValue(text, out var exception) ? exception.Reading : Expected(line, text);
            if (actual != expected)
            {
                wrong.Add($"{JsonTexts.Quote(text)}: expected {expected}, got {actual}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static string Expected(JsonElement line, string text)
    {
        if (!line.TryGetProperty("assertion", out var assertion))
        {
            return "problem";
        }

        var type = assertion.GetProperty("type").GetString()!;
        var isElsewhere = AssertionTypes.Find(type) is null;
        var looksLikeElsewhere = text.Contains(':', StringComparison.Ordinal) && UnknownTypes.IsKnownElsewhere(text[..text.IndexOf(':', StringComparison.Ordinal)]);
        if (text.StartsWith("file://", StringComparison.Ordinal))
        {
            // Read as equals with a file; code is refused where the file would be read.
            return $"equals {JsonTexts.Quote(text)}";
        }

        if (isElsewhere || looksLikeElsewhere)
        {
            return "problem";
        }

        var value = assertion.TryGetProperty("value", out var given) ? " " + JsonTexts.Stringify(given) : "";
        var threshold = assertion.TryGetProperty("threshold", out var number) ? " " + JsonTexts.Stringify(number) : "";
        return type + value + threshold;
    }

    private static string Reading(AssertionText read) => read.Problem is not null
        ? "problem"
        : read.Type + (read.Value is { } value ? " " + JsonTexts.Stringify(value) : "") + (read.Threshold is { } threshold ? " " + JsNumber.ToText(threshold) : "");
}
