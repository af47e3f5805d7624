using System.Globalization;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>What the patterns of tiktoken's encodings distinguish.</summary>
[Flags]
internal enum CharacterClass : byte
{
    /// <summary>None of the others: punctuation, symbols, controls.</summary>
    Other = 0,

    /// <summary><c>\p{L}</c>.</summary>
    Letter = 1,

    /// <summary><c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>.</summary>
    Upper = 2,

    /// <summary><c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c>.</summary>
    Lower = 4,

    /// <summary><c>\p{N}</c>.</summary>
    Number = 8,

    /// <summary><c>\s</c>.</summary>
    Space = 16,

    /// <summary><c>[\r\n]</c>; always with <see cref="Space"/>.</summary>
    NewLine = 32,
}

/// <summary>
/// Classes of characters, by code point: regular expressions of .NET see the halves of a surrogate pair, and so take astral letters for symbols.
/// </summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] _basicPlane = MakeBasicPlane();

    /// <summary>The class of the code point at <paramref name="index"/> and its length in UTF-16 code units; a lone surrogate is a symbol.</summary>
    public static CharacterClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        var first = text[index];
        length = 1;
        if (!char.IsHighSurrogate(first) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1]))
        {
            return _basicPlane[first];
        }

        length = 2;
        return Classify(first, CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(first, text[index + 1])));
    }

    /// <summary>True where the class is neither white space nor letter nor number.</summary>
    public static bool IsSymbol(this CharacterClass kind) => (kind & (CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number)) == 0;

    /// <summary>True where the class shares one with <paramref name="other"/>.</summary>
    public static bool Is(this CharacterClass kind, CharacterClass other) => (kind & other) != 0;

    private static CharacterClass[] MakeBasicPlane()
    {
        var classes = new CharacterClass[char.MaxValue + 1];
        for (var code = 0; code < classes.Length; code++)
        {
            classes[code] = Classify((char)code, CharUnicodeInfo.GetUnicodeCategory((char)code));
        }

        return classes;
    }

    private static CharacterClass Classify(char first, UnicodeCategory category)
    {
        switch (category)
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter:
                return CharacterClass.Letter | CharacterClass.Upper;
            case UnicodeCategory.LowercaseLetter:
                return CharacterClass.Letter | CharacterClass.Lower;
            case UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter:
                return CharacterClass.Letter | CharacterClass.Upper | CharacterClass.Lower;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return CharacterClass.Upper | CharacterClass.Lower;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                return CharacterClass.Number;
            default:
                return first is '\r' or '\n' ? CharacterClass.Space | CharacterClass.NewLine
                    : char.IsWhiteSpace(first) ? CharacterClass.Space
                    : CharacterClass.Other;
        }
    }
}
