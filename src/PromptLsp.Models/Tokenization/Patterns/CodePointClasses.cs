using System.Globalization;
using System.Text;
using PromptLsp.Models.Tokenization.PreTokenizers;

namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>The named classes of regular expressions: general categories, a few properties, and the shorthands.</summary>
internal static class CodePointClasses
{
    private static readonly Dictionary<string, UnicodeCategory[]> _categories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["Lt"] = [UnicodeCategory.TitlecaseLetter],
        ["Lm"] = [UnicodeCategory.ModifierLetter],
        ["Lo"] = [UnicodeCategory.OtherLetter],
        ["Mn"] = [UnicodeCategory.NonSpacingMark],
        ["Mc"] = [UnicodeCategory.SpacingCombiningMark],
        ["Me"] = [UnicodeCategory.EnclosingMark],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["Nl"] = [UnicodeCategory.LetterNumber],
        ["No"] = [UnicodeCategory.OtherNumber],
        ["Pc"] = [UnicodeCategory.ConnectorPunctuation],
        ["Pd"] = [UnicodeCategory.DashPunctuation],
        ["Ps"] = [UnicodeCategory.OpenPunctuation],
        ["Pe"] = [UnicodeCategory.ClosePunctuation],
        ["Pi"] = [UnicodeCategory.InitialQuotePunctuation],
        ["Pf"] = [UnicodeCategory.FinalQuotePunctuation],
        ["Po"] = [UnicodeCategory.OtherPunctuation],
        ["Sm"] = [UnicodeCategory.MathSymbol],
        ["Sc"] = [UnicodeCategory.CurrencySymbol],
        ["Sk"] = [UnicodeCategory.ModifierSymbol],
        ["So"] = [UnicodeCategory.OtherSymbol],
        ["Zs"] = [UnicodeCategory.SpaceSeparator],
        ["Zl"] = [UnicodeCategory.LineSeparator],
        ["Zp"] = [UnicodeCategory.ParagraphSeparator],
        ["Cc"] = [UnicodeCategory.Control],
        ["Cf"] = [UnicodeCategory.Format],
        ["Co"] = [UnicodeCategory.PrivateUse],
        ["Cn"] = [UnicodeCategory.OtherNotAssigned],
    };

    private static readonly Dictionary<string, string> _longNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = "L",
        ["Mark"] = "M",
        ["Number"] = "N",
        ["Punctuation"] = "P",
        ["Punct"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
        ["Other"] = "C",
    };

    // Unicode 16, Scripts.txt.
    private static readonly (int First, int Last)[] _han =
    [
        (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3), (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF), (0x2A700, 0x2B739),
        (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D), (0x30000, 0x3134A), (0x31350, 0x323AF),
    ];

    /// <summary><c>\s</c>: White_Space.</summary>
    public static CodePointSet Space { get; } = new(codePoint => Rune.TryCreate(codePoint, out var rune) && Rune.IsWhiteSpace(rune));

    /// <summary><c>\w</c>.</summary>
    public static CodePointSet Word { get; } = new(codePoint => Rune.TryCreate(codePoint, out var rune) && CharacterClasses.IsWord(rune));

    /// <summary><c>\d</c>.</summary>
    public static CodePointSet Digit { get; } = OfCategories([UnicodeCategory.DecimalDigitNumber]);

    /// <summary>The class of a name in <c>\p{…}</c>, or null where it is not known.</summary>
    public static CodePointSet? Find(string name)
    {
        name = _longNames.GetValueOrDefault(name, name);
        if (_categories.TryGetValue(name, out var category))
        {
            return OfCategories(category);
        }

        if (name.Length == 1 && _categories.Keys.Any(key => key.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        {
            return OfCategories([.. _categories.Where(pair => pair.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)).SelectMany(pair => pair.Value)]);
        }

        return name.ToUpperInvariant() switch
        {
            "HAN" or "SCRIPT=HAN" => new CodePointSet(codePoint => _han.Any(range => codePoint >= range.First && codePoint <= range.Last)),
            "WHITE_SPACE" or "SPACE" => Space,
            "ANY" => new CodePointSet(_ => true),
            _ => null,
        };
    }

    private static CodePointSet OfCategories(IReadOnlyList<UnicodeCategory> categories)
    {
        var mask = categories.Aggregate(0u, (all, category) => all | (1u << (int)category));
        return new CodePointSet(codePoint => (mask & (1u << (int)CharUnicodeInfo.GetUnicodeCategory(codePoint))) != 0);
    }
}
