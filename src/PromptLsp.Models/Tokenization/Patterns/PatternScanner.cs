namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>Reads the code points of a regular expression.</summary>
internal sealed class PatternScanner(string pattern)
{
    /// <summary>The next character.</summary>
    public int Position { get; private set; }

    /// <summary>True where nothing is left.</summary>
    public bool IsAtEnd => Position >= pattern.Length;

    /// <summary>The next character, or NUL at the end.</summary>
    public char Peek => IsAtEnd ? '\0' : pattern[Position];

    /// <summary>True where the rest starts with a text.</summary>
    public bool StartsWith(string text) => string.CompareOrdinal(pattern, Position, text, 0, text.Length) == 0;

    /// <summary>Passes over a text where it comes next.</summary>
    public bool Take(string text)
    {
        var isThere = StartsWith(text);
        Position += isThere ? text.Length : 0;
        return isThere;
    }

    /// <summary>Passes over a text that must come next.</summary>
    public void Expect(string text)
    {
        if (!Take(text))
        {
            throw Wrong($"'{text}' is missing");
        }
    }

    /// <summary>The next code point.</summary>
    public int Next()
    {
        if (IsAtEnd)
        {
            throw Wrong("it ends too early");
        }

        var length = char.IsHighSurrogate(pattern[Position]) && Position + 1 < pattern.Length && char.IsLowSurrogate(pattern[Position + 1]) ? 2 : 1;
        var codePoint = length == 2 ? char.ConvertToUtf32(pattern, Position) : pattern[Position];
        Position += length;
        return codePoint;
    }

    /// <summary>The text up to a character, which is passed over.</summary>
    public string Until(char end)
    {
        var close = pattern.IndexOf(end, Position);
        if (close < 0)
        {
            throw Wrong($"'{end}' is missing");
        }

        var text = pattern[Position..close];
        Position = close + 1;
        return text;
    }

    /// <summary>A decimal number, or -1 where none comes next.</summary>
    public int Number()
    {
        var number = -1;
        while (char.IsAsciiDigit(Peek))
        {
            number = (Math.Max(number, 0) * 10) + (Next() - '0');
            if (number > 1000)
            {
                throw Wrong("a number above 1000 is not supported");
            }
        }

        return number;
    }

    /// <summary>A code point of hexadecimal digits.</summary>
    public int Hex(int digits)
    {
        var value = 0;
        for (var index = 0; index < digits; index++)
        {
            value = (value * 16) + HexDigit(Next());
        }

        return value;
    }

    /// <summary>The error at this place.</summary>
    public PatternSyntaxException Wrong(string what) => new($"{what} (at character {Position})");

    private int HexDigit(int character) => character < 0x80 && char.IsAsciiHexDigit((char)character)
        ? Convert.ToInt32(((char)character).ToString(), 16)
        : throw Wrong("a hexadecimal digit is missing");
}
