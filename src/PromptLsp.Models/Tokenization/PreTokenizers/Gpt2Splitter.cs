using System.Globalization;
using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>
/// The pattern of GPT-2 over code points: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>. Time is linear.
/// </summary>
internal static class Gpt2Splitter
{
    private enum Kind
    {
        Letter,
        Number,
        Space,
        Other,
    }

    /// <summary>Adds the matches, which leave no code unit out.</summary>
    public static void Split(ReadOnlySpan<char> text, int start, List<TextPiece> parts)
    {
        for (var index = 0; index < text.Length;)
        {
            var end = NextEnd(text, index);
            parts.Add(new TextPiece(start + index, end - index));
            index = end;
        }
    }

    private static int NextEnd(ReadOnlySpan<char> text, int start)
    {
        var contraction = text[start] == '\'' ? ContractionLength(text[(start + 1)..]) : 0;
        if (contraction > 0)
        {
            return start + 1 + contraction;
        }

        var kind = KindAt(text, start, out var length);
        if (text[start] == ' ' && start + 1 < text.Length)
        {
            var next = KindAt(text, start + 1, out var nextLength);
            if (next != Kind.Space)
            {
                return EndOfRun(text, start + 1 + nextLength, next);
            }
        }

        var end = EndOfRun(text, start + length, kind);
        if (kind != Kind.Space || end == text.Length)
        {
            return end;
        }

        // White space before something else leaves its last code point to it. All of white space is in the basic plane.
        return end - start > 1 ? end - 1 : end;
    }

    private static int ContractionLength(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return 0;
        }

        if (rest[0] is 's' or 't' or 'm' or 'd')
        {
            return 1;
        }

        return rest.StartsWith("re") || rest.StartsWith("ve") || rest.StartsWith("ll") ? 2 : 0;
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int index, Kind kind)
    {
        while (index < text.Length && KindAt(text, index, out var length) == kind)
        {
            index += length;
        }

        return index;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        var character = text[index];
        length = 1;
        if (character < 0x80)
        {
            return char.IsAsciiLetter(character) ? Kind.Letter
                : char.IsAsciiDigit(character) ? Kind.Number
                : character is ' ' or (>= '\t' and <= '\r') ? Kind.Space
                : Kind.Other;
        }

        Rune.DecodeFromUtf16(text[index..], out var rune, out length);
        return Rune.IsWhiteSpace(rune) ? Kind.Space : KindOf(Rune.GetUnicodeCategory(rune));
    }

    private static Kind KindOf(UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter => Kind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        _ => Kind.Other,
    };
}
