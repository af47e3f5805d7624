using System.Globalization;
using System.Text;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>Operations on text with the outcome that they have in JavaScript.</summary>
public static class JsText
{
    /// <summary>White space and line terminators of ECMA-262: U+FEFF is one, U+0085 is none.</summary>
    public static bool IsWhiteSpace(char c) => c switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or ' ' or '\u00a0' or '\u1680' or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff' => true,
        >= '\u2000' and <= '\u200a' => true,
        _ => false,
    };

    /// <summary>The text without white space at its ends.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>How many runs of characters that are no white space there are.</summary>
    public static int CountWords(string text)
    {
        var count = 0;
        var inside = false;
        foreach (var c in text)
        {
            var word = !IsWhiteSpace(c);
            if (word && !inside)
            {
                count++;
            }

            inside = word;
        }

        return count;
    }

    /// <summary>
    /// Lower case by the full mappings of Unicode (as <c>toLowerCase</c>): U+0130 becomes two characters and a capital sigma
    /// at the end of a word becomes ς (Unicode Standard, section 3.13, Final_Sigma).
    /// </summary>
    public static string ToLower(string text)
    {
        if (text.AsSpan().IndexOfAny('\u0130', '\u03a3') < 0)
        {
            return text.ToLowerInvariant();
        }

        var result = new StringBuilder(text.Length + 8);
        var plainFrom = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\u0130' or '\u03a3'))
            {
                continue;
            }

            result.Append(text[plainFrom..i].ToLowerInvariant());
            result.Append(text[i] == '\u0130' ? "i\u0307" : IsFinalSigma(text, i) ? "\u03c2" : "\u03c3");
            plainFrom = i + 1;
        }

        return result.Append(text[plainFrom..].ToLowerInvariant()).ToString();
    }

    private static bool IsFinalSigma(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && IsCaseIgnorable(text[before]))
        {
            before--;
        }

        var after = at + 1;
        while (after < text.Length && IsCaseIgnorable(text[after]))
        {
            after++;
        }

        return before >= 0 && IsCased(text, before) && !(after < text.Length && IsCased(text, after));
    }

    private static bool IsCased(string text, int at)
    {
        var from = char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
        return CharUnicodeInfo.GetUnicodeCategory(text, from) is UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;
    }

    private static bool IsCaseIgnorable(char c) =>
        c is '\'' or '.' or ':' or '\u00b7' or '\u2019' or '\u2018' or '\u2024' or '\u2027'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
