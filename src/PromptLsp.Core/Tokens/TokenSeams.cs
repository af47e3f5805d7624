using System.Globalization;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// Places where a text can be taken apart so that its parts' tokens add up to its own, whatever stands around: between a letter or a digit and
/// white space. No pattern of the encodings here has a piece that goes on from a letter or digit into white space, none looks back, and none that
/// looks ahead ends at a letter or digit; so the pieces left of such a place and those right of it do not know of each other.
/// </summary>
internal static class TokenSeams
{
    /// <summary>True where the encoding is one of those that the rule holds for; others are counted as a whole.</summary>
    public static bool HoldFor(ITokenCounter counter) => counter.Name is TokenCounterProvider.O200kBase or TokenCounterProvider.Cl100kBase;

    /// <summary>The first place in a text, its UTF-16 offset above 0; -1 where there is none.</summary>
    public static int First(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (IsSeam(text[i - 1], text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The last place in a text; -1 where there is none.</summary>
    public static int Last(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i > 0; i--)
        {
            if (IsSeam(text[i - 1], text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Only the white space of ASCII and only letters and decimal digits of one code unit: what every table of Unicode agrees on.</summary>
    private static bool IsSeam(char before, char after) =>
        after is ' ' or '\n' or '\r' or '\t'
        && char.GetUnicodeCategory(before) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;
}
