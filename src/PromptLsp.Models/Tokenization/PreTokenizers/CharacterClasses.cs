using System.Globalization;
using System.Text;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Classes of code points as the regular expressions of the reference define them (Unicode TR 18, annex C).</summary>
internal static class CharacterClasses
{
    /// <summary><c>\w</c>: alphabetic, marks, decimal digits, connectors and joiners.</summary>
    public static bool IsWord(Rune rune) => rune.Value < 0x80
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
        : Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
            UnicodeCategory.OtherSymbol => IsAlphabeticSymbol(rune.Value),
            _ => rune.Value is 0x200C or 0x200D,
        };

    /// <summary>Punctuation as BERT has it: ASCII other than letters, digits, space and control, and category P.</summary>
    public static bool IsPunctuation(Rune rune) => rune.Value < 0x80
        ? rune.Value > ' ' && rune.Value < 0x7F && !char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    /// <summary>The circled and squared letters, which have Other_Alphabetic.</summary>
    private static bool IsAlphabeticSymbol(int codePoint) =>
        codePoint is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
