using System.Globalization;

namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>
/// The decompositions and combining classes of Unicode, from <c>unicode-decompositions.txt</c>: <c>string.Normalize</c> does nothing without ICU.
/// </summary>
internal sealed class UnicodeDecompositions
{
    private static readonly Lazy<UnicodeDecompositions> _instance = new(Load);

    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<long, int> _composed = [];
    private readonly Dictionary<int, byte> _classes = [];

    private UnicodeDecompositions(IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            Read(line);
        }
    }

    public static UnicodeDecompositions Instance => _instance.Value;

    /// <summary>The combining class of a code point, 0 for one that starts a character.</summary>
    public byte ClassOf(int codePoint) => codePoint < 0x300 ? (byte)0 : _classes.GetValueOrDefault(codePoint);

    /// <summary>Appends the full decomposition of a code point.</summary>
    /// <param name="codePoint">The code point.</param>
    /// <param name="isCompatible">True for the compatibility decomposition.</param>
    /// <param name="output">Takes the code points.</param>
    public void Decompose(int codePoint, bool isCompatible, List<int> output)
    {
        if (codePoint is >= Hangul.First and <= Hangul.Last)
        {
            Hangul.Decompose(codePoint, output);
        }
        else if (codePoint >= 0x80 && (_canonical.TryGetValue(codePoint, out var parts) || (isCompatible && _compatible.TryGetValue(codePoint, out parts))))
        {
            // Decompositions nest a few levels, never more.
            foreach (var part in parts)
            {
                Decompose(part, isCompatible, output);
            }
        }
        else
        {
            output.Add(codePoint);
        }
    }

    /// <summary>What two code points compose to, or -1.</summary>
    public int Compose(int first, int second)
    {
        var syllable = Hangul.Compose(first, second);
        return syllable >= 0 ? syllable : _composed.GetValueOrDefault(((long)first << 32) | (uint)second, -1);
    }

    private static UnicodeDecompositions Load()
    {
        const string name = "unicode-decompositions.txt";
        using var stream = typeof(UnicodeDecompositions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return new UnicodeDecompositions(reader.ReadToEnd().Split('\n'));
    }

    private void Read(string line)
    {
        if (line.StartsWith("class ", StringComparison.Ordinal))
        {
            ReadClass(line.Split(' '));
            return;
        }

        var sign = line.AsSpan().IndexOfAny("=!~");
        var codePoint = Hex(line.AsSpan(0, sign));
        int[] parts = [.. line[(sign + 1)..].Split(' ').Select(text => Hex(text))];
        (line[sign] == '~' ? _compatible : _canonical)[codePoint] = parts;
        if (line[sign] == '=')
        {
            _composed[((long)parts[0] << 32) | (uint)parts[1]] = codePoint;
        }
    }

    private void ReadClass(string[] words)
    {
        var number = byte.Parse(words[1], CultureInfo.InvariantCulture);
        foreach (var range in words[2..])
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var last = Hex(range.AsSpan(dash + 1));
            for (var codePoint = dash < 0 ? last : Hex(range.AsSpan(0, dash)); codePoint <= last; codePoint++)
            {
                _classes[codePoint] = number;
            }
        }
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
