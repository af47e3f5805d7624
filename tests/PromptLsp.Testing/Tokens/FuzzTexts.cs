using System.Text;

namespace PromptLsp.Testing.Tokens;

/// <summary>Short random texts that together hold nearly every code point of Unicode that is assigned, and what patterns of tokenizers trip over.</summary>
public static class FuzzTexts
{
    private static readonly string[] _traps =
    [
        " ", "  ", "\n", "\r\n", "\t", "'s", "'S", "'ll", "'RE", "'ſ", "'", "a", "B", "Ab", "1", "12", "1234", "/", "//", ".", "_", "é", "e\u0301", "ǅ", "ʰ", "世", "\u00A0", "\u0085", "\u2028",
        "\uD83D", "\uDC4D", "\0", "\u007F", "<|endoftext|>",
    ];

    /// <summary>So many texts; each code point follows the one before it in turn, with traps between them.</summary>
    public static IEnumerable<string> Make(int count, int seed = 3)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        var point = 0;
        for (var i = 0; i < count; i++)
        {
            text.Clear();
            for (var parts = random.Next(1, 10); parts > 0; parts--)
            {
                if (random.Next(2) == 0)
                {
                    text.Append(_traps[random.Next(_traps.Length)]);
                    continue;
                }

                point = Next(point);
                text.Append(char.ConvertFromUtf32(point));
            }

            yield return text.ToString();
        }
    }

    /// <summary>Surrogates, and planes where nothing stands, are left out.</summary>
    private static int Next(int point) => (point + 1) switch
    {
        0xD800 => 0xE000,
        0x32400 => 0xE0000,
        0xE0200 => 0xF0000,
        0xF0100 => 1,
        var next => next,
    };
}
