using System.Globalization;
using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>What normalizers of the reference do with single code points.</summary>
internal static class CodePointMaps
{
    /// <summary>Removes marks: StripAccents.</summary>
    public static Rune? WithoutMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark ? null : rune;

    /// <summary>Removes nonspacing marks as BERT does.</summary>
    public static Rune? WithoutNonspacingMark(Rune rune) => Unicode8.Instance.CategoryOf(rune) == UnicodeCategory.NonSpacingMark ? null : rune;

    /// <summary>Removes control characters and makes all white space a space, as BERT does.</summary>
    public static Rune? Clean(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' ? new Rune(' ')
        : rune.Value is 0 or 0xFFFD || Unicode8.Instance.IsOther(rune) ? null
        : Rune.IsWhiteSpace(rune) ? new Rune(' ')
        : rune;

    /// <summary>Removes control characters and makes line ends and the like spaces: Nmt.</summary>
    public static Rune? Nmt(Rune rune) => rune.Value switch
    {
        (>= 1 and <= 8) or 0x0B or (>= 0x0E and <= 0x1F) or 0x7F or 0x8F or 0x9F => null,
        '\t' or '\n' or '\f' or '\r' or 0x1680 or (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD => new Rune(' '),
        _ => rune,
    };
}
