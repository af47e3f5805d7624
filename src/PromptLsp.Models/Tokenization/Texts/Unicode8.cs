using System.Globalization;
using System.Text;

namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>
/// Categories as of Unicode 8, from <c>unicode-8-assigned.txt</c>: the reference's tables for BERT and punctuation are that old, and what came later is
/// unassigned to them. Categories of what was assigned have hardly changed since.
/// </summary>
internal sealed class Unicode8
{
    private static readonly Lazy<Unicode8> _instance = new(Load);

    private readonly int[] _firsts;
    private readonly int[] _lasts;

    private Unicode8(IEnumerable<string> lines)
    {
        string[] ranges = [.. lines.Where(line => line.Length > 0 && line[0] != '#').SelectMany(line => line.Split(' '))];
        _firsts = [.. ranges.Select(range => Hex(range.Split('-')[0]))];
        _lasts = [.. ranges.Select(range => Hex(range.Split('-')[^1]))];
    }

    public static Unicode8 Instance => _instance.Value;

    /// <summary>The category that a code point had.</summary>
    public UnicodeCategory CategoryOf(Rune rune) => rune.Value < 0x80 || IsAssigned(rune.Value) ? Rune.GetUnicodeCategory(rune) : UnicodeCategory.OtherNotAssigned;

    /// <summary>Category C without what is unassigned, which the reference's table leaves out.</summary>
    public bool IsOther(Rune rune) => CategoryOf(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse;

    /// <summary>Punctuation as BERT has it: ASCII other than letters, digits, space and control, and category P.</summary>
    public bool IsPunctuation(Rune rune) => rune.Value < 0x80
        ? rune.Value > ' ' && rune.Value < 0x7F && !char.IsAsciiLetterOrDigit((char)rune.Value)
        : CategoryOf(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private bool IsAssigned(int codePoint)
    {
        var index = Array.BinarySearch(_firsts, codePoint);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && codePoint <= _lasts[index];
    }

    private static Unicode8 Load()
    {
        const string name = "unicode-8-assigned.txt";
        using var stream = typeof(Unicode8).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return new Unicode8(reader.ReadToEnd().Split('\n'));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
