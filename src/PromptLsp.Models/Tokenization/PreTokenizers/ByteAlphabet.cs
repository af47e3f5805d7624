namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>The printable character that GPT-2 writes for each byte (Radford et al. 2019, <c>bytes_to_unicode</c> of the published code).</summary>
internal static class ByteAlphabet
{
    private static readonly char[] _characters = MakeCharacters();
    private static readonly short[] _bytes = MakeBytes();

    /// <summary>The characters of the 256 bytes.</summary>
    public static ReadOnlySpan<char> Characters => _characters;

    /// <summary>The byte that a character stands for, or -1.</summary>
    public static int ByteOf(char character) => character < _bytes.Length ? _bytes[character] : -1;

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = (char)(isPrintable ? value : next++);
        }

        return characters;
    }

    private static short[] MakeBytes()
    {
        var bytes = new short[_characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (var value = 0; value < 256; value++)
        {
            bytes[_characters[value]] = (short)value;
        }

        return bytes;
    }
}
