using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>An assertion written in one line, as in a cell: <c>contains: x</c>, <c>similar(0.8): x</c>, <c>is-json</c>, or plain text that must be equal.</summary>
/// <param name="Type">The type.</param>
/// <param name="Value">The value; null where there is none.</param>
/// <param name="Threshold">The number in parentheses; null where there is none.</param>
/// <param name="Problem">What is wrong, for people; null where all is well. The other members are then of no use.</param>
public sealed record AssertionText(string Type, JsonElement? Value, double? Threshold, string? Problem = null)
{
    private const double DefaultSimilarityOfText = 0.8;
    private const double DefaultClassifierScoreOfText = 0.75;

    /// <summary>Reads a cell. Text that only looks like an assertion with a mistake in it is a problem, never a silent comparison.</summary>
    public static AssertionText Parse(string text)
    {
        if (text.StartsWith("file://", StringComparison.Ordinal))
        {
            return new AssertionText("equals", TextElement(text), null);
        }

        var (head, argument, rest) = Cut(text);
        var word = Squeeze(head);
        if (head == word && word.StartsWith("similar", StringComparison.Ordinal) && rest is not null && CutMetric(word, rest) is { } metric)
        {
            (word, argument, rest) = metric;
            head = word;
        }

        if (head == word && AssertionTypes.Find(word) is { } found && found.Type.Kind != AssertionKind.Set)
        {
            return OfType(word, found.Type, argument, rest);
        }

        if (head == word && UnknownTypes.IsKnownElsewhere(word) && (rest is not null || argument is not null || word is not ("human" or "eval" or "fn" or "grade")))
        {
            return Wrong($"{UnknownTypes.Describe(word)} Write \"equals:…\" where the very text is meant.");
        }

        return Misspelling(head, word, rest is not null || argument is not null) is { } meant
            ? Wrong($"\"{Excerpt.Of(text, 60)}\" looks like the assertion \"{meant}\" with a mistake in it. Write \"{meant}\", or \"equals:…\" where the very text is meant.")
            : new AssertionText("equals", TextElement(text), null);
    }

    private static AssertionText Wrong(string problem) => new("equals", null, null, problem);

    private static JsonElement TextElement(string text) => JsonElement.Parse(JsonTexts.Quote(text));

    /// <summary>Cuts <c>head(argument):rest</c>; argument and rest are null where they are missing.</summary>
    private static (string Head, string? Argument, string? Tail) Cut(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (text.StartsWith("trajectory:", StringComparison.Ordinal))
        {
            colon = text.IndexOf(':', "trajectory:".Length);
        }

        var opening = text.IndexOf('(', StringComparison.Ordinal);
        if (opening >= 0 && (colon < 0 || opening < colon))
        {
            var closing = text.IndexOf(')', opening);
            if (closing > 0 && (closing + 1 == text.Length || text[closing + 1] == ':'))
            {
                return (text[..opening], text[(opening + 1)..closing], closing + 1 == text.Length ? null : text[(closing + 2)..]);
            }
        }

        return colon < 0 ? (text, null, null) : (text[..colon], null, text[(colon + 1)..]);
    }

    /// <summary><c>similar:cosine(0.9):x</c> names the measure; cosine is the only one.</summary>
    private static (string Word, string? Argument, string? Tail)? CutMetric(string word, string rest)
    {
        var (measure, argument, inner) = Cut(rest);
        return inner is null ? null : measure switch
        {
            "cosine" => (word, argument, inner),
            "dot" or "euclidean" when argument is not null => ($"{word}:{measure}", argument, inner),
            _ => null,
        };
    }

    private static string Squeeze(string head) => string.Concat(head.Where(c => !JsText.IsWhiteSpace(c)));

    private static AssertionText OfType(string word, AssertionType type, string? argument, string? rest)
    {
        double? threshold = type.Kind switch
        {
            AssertionKind.Similar => DefaultSimilarityOfText,
            AssertionKind.Classifier => DefaultClassifierScoreOfText,
            _ => null,
        };
        if (argument is not null)
        {
            if (!JsNumber.TryParse(argument, out var number) || number < 0)
            {
                return Wrong($"\"({argument})\" of \"{word}\" must be a number from 0, as in \"{word}(0.8)\".");
            }

            threshold = number;
        }

        // Only a schema keeps its white space: everywhere else it stands there for the eye.
        var value = rest is null ? (JsonElement?)null : ValueOf(type.Kind, type.Kind == AssertionKind.IsJson || type.Kind == AssertionKind.ContainsJson ? rest : JsText.Trim(rest));
        if (type.Kind == AssertionKind.WordCount && value is null && threshold is { } words)
        {
            return new AssertionText(word, JsonElement.Parse(words.ToString("R", CultureInfo.InvariantCulture)), null);
        }

        return new AssertionText(word, value, threshold);
    }

    private static JsonElement? ValueOf(AssertionKind kind, string rest)
    {
        switch (kind)
        {
            case AssertionKind.Latency or AssertionKind.Cost when rest.Length == 0:
                return null;
            case AssertionKind.ContainsAll or AssertionKind.ContainsAny or AssertionKind.IContainsAll or AssertionKind.IContainsAny when rest.Length > 0:
                var (texts, problem) = CommaFields.Split(rest);
                return problem is null ? JsonElement.Parse($"[{string.Join(',', texts.Select(JsonTexts.Quote))}]") : TextElement(rest);
            default:
                return TextElement(rest);
        }
    }

    private static string? Misspelling(string head, string word, bool hasMore)
    {
        if (head.Length > 40 || !IsTypeWord(word) || (!hasMore && !word.Contains('-', StringComparison.Ordinal) && !word.Contains('_', StringComparison.Ordinal)))
        {
            return null;
        }

        if (word != head && (AssertionTypes.Find(word) is not null || UnknownTypes.IsKnownElsewhere(word)))
        {
            return word;
        }

        var plain = word;
        while (plain.StartsWith("not-not-", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[4..];
        }

        return AssertionTypes.Find(plain) is not null ? plain : UnknownTypes.Nearest(plain);
    }

    private static bool IsTypeWord(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
