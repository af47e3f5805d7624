using System.Globalization;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// What the uncased BERT normalizer and pre-tokenizer do with each code point: the table in <c>bert-uncased-characters.txt</c>.
/// It carries its own canonical decompositions because <c>string.Normalize</c> does nothing without ICU.
/// The order of marks is left as it stands: marks that the reference would reorder are either removed or in no vocabulary.
/// </summary>
internal sealed class BertCharacters
{
    private const int PageSize = 256;
    private const ushort FirstMapping = 16;
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;

    private static readonly Lazy<BertCharacters> _instance = new(Load);

    private readonly ushort[][] _pages = new ushort[0x110000 / PageSize][];
    private readonly List<string> _mappings = [];

    private BertCharacters(IEnumerable<string> lines)
    {
        var kept = new ushort[PageSize];
        Array.Fill(_pages, kept);
        var owned = new HashSet<int>();
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            Read(line, owned);
        }
    }

    public static BertCharacters Instance => _instance.Value;

    /// <summary>What is done with the code point before it is mapped.</summary>
    public CharacterKind KindOf(int codePoint)
    {
        if (codePoint is >= HangulFirst and <= HangulLast)
        {
            return CharacterKind.Hangul;
        }

        var entry = _pages[codePoint / PageSize][codePoint % PageSize];
        return entry < FirstMapping ? (CharacterKind)entry
            : (entry & 1) == 0 ? CharacterKind.Mapped : CharacterKind.MappedIdeograph;
    }

    /// <summary>What a code point of kind <see cref="CharacterKind.Mapped"/> or <see cref="CharacterKind.MappedIdeograph"/> becomes.</summary>
    public string MappingOf(int codePoint) => _mappings[(_pages[codePoint / PageSize][codePoint % PageSize] - FirstMapping) / 2];

    /// <summary>Decomposes a Hangul syllable into its two or three jamo (Unicode, section 3.12) and gives their number.</summary>
    public static int DecomposeHangul(int syllable, Span<char> jamo)
    {
        const int vowels = 21;
        const int trailing = 28;
        var index = syllable - HangulFirst;
        jamo[0] = (char)(0x1100 + (index / (vowels * trailing)));
        jamo[1] = (char)(0x1161 + (index % (vowels * trailing) / trailing));
        var last = index % trailing;
        jamo[2] = (char)(0x11A7 + last);
        return last == 0 ? 2 : 3;
    }

    private static BertCharacters Load()
    {
        const string name = "bert-uncased-characters.txt";
        using var stream = typeof(BertCharacters).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly was built without its resource {name}.");
        using var reader = new StreamReader(stream);
        return new BertCharacters(reader.ReadToEnd().Split('\n'));
    }

    private void Read(string line, HashSet<int> owned)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var entries = words.AsSpan(1);
        switch (words[0])
        {
            case "removed": SetAll(entries, CharacterKind.Removed, owned); break;
            case "space": SetAll(entries, CharacterKind.Space, owned); break;
            case "punctuation": SetAll(entries, CharacterKind.Punctuation, owned); break;
            case "ideograph": SetAll(entries, CharacterKind.Ideograph, owned); break;
            case "map": MapAll(entries, owned); break;
            default: throw new InvalidOperationException($"Unknown line '{words[0]}' in the character table.");
        }
    }

    private void SetAll(ReadOnlySpan<string> ranges, CharacterKind kind, HashSet<int> owned)
    {
        foreach (var range in ranges)
        {
            var (first, last) = Range(range);
            var page = (ushort[]?)null;
            for (var codePoint = first; codePoint <= last; codePoint++)
            {
                if (codePoint % PageSize == 0 && last - codePoint >= PageSize - 1)
                {
                    // Whole pages of one kind (ideographs, private use) share one array until something else is written to them.
                    page ??= Filled(kind);
                    _pages[codePoint / PageSize] = page;
                    codePoint += PageSize - 1;
                }
                else
                {
                    Write(codePoint, (ushort)kind, owned);
                }
            }
        }
    }

    private void MapAll(ReadOnlySpan<string> entries, HashSet<int> owned)
    {
        foreach (var entry in entries)
        {
            var arrow = entry.IndexOf('>');
            var (first, last) = Range(entry[..arrow]);
            var target = entry[(arrow + 1)..].Split(',');
            for (var codePoint = first; codePoint <= last; codePoint++)
            {
                var text = string.Concat(target.Select(hex => char.ConvertFromUtf32(Hex(hex) + codePoint - first)));
                var isIdeograph = KindOf(codePoint) == CharacterKind.Ideograph;
                Write(codePoint, (ushort)(FirstMapping + (_mappings.Count * 2) + (isIdeograph ? 1 : 0)), owned);
                _mappings.Add(text);
            }
        }
    }

    private void Write(int codePoint, ushort value, HashSet<int> owned)
    {
        var number = codePoint / PageSize;
        if (owned.Add(number))
        {
            _pages[number] = [.. _pages[number]];
        }

        _pages[number][codePoint % PageSize] = value;
    }

    private static ushort[] Filled(CharacterKind kind)
    {
        var page = new ushort[PageSize];
        Array.Fill(page, (ushort)kind);
        return page;
    }

    private static (int First, int Last) Range(string text)
    {
        var dash = text.IndexOf('-');
        return dash < 0 ? (Hex(text), Hex(text)) : (Hex(text.AsSpan(0, dash)), Hex(text.AsSpan(dash + 1)));
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

/// <summary>How a code point is treated.</summary>
internal enum CharacterKind : ushort
{
    /// <summary>Part of a word as it is.</summary>
    Kept,

    /// <summary>Leaves no trace.</summary>
    Removed,

    /// <summary>Separates words.</summary>
    Space,

    /// <summary>A word of its own.</summary>
    Punctuation,

    /// <summary>A word of its own.</summary>
    Ideograph,

    /// <summary>Becomes other code points.</summary>
    Mapped,

    /// <summary>A word of its own that becomes another ideograph.</summary>
    MappedIdeograph,

    /// <summary>A Hangul syllable: becomes two or three jamo.</summary>
    Hangul,
}
