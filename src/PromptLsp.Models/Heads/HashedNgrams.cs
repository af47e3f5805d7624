using System.Text;

namespace PromptLsp.Models.Heads;

/// <summary>
/// Hashed word and character n-grams: the columns and values of scikit-learn's <c>HashingVectorizer</c> (analyzers <c>word</c> and <c>char_wb</c>, lower case,
/// alternating sign, L2 norm a part). The case of a few letters with special rules (dotted I, final sigma) follows .NET. Immutable; safe for concurrent callers.
/// </summary>
/// <param name="options">Which n-grams.</param>
public sealed class HashedNgrams(NgramOptions options)
{
    /// <summary>What is behind this many UTF-16 code units of a text is not looked at.</summary>
    public const int MaxCharacters = 20_000;

    /// <summary>Which n-grams.</summary>
    public NgramOptions Options => options;

    /// <summary>The sparse features of a text: columns of words, then those of characters.</summary>
    /// <param name="text">Any text.</param>
    public (int[] Indices, float[] Values) Extract(string text)
    {
        var kept = text.Length <= MaxCharacters ? text : text[..(char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)];
        var lower = Runes(kept);
        var words = new BucketCounts(options.Buckets);
        if (options.ShortestWords > 0)
        {
            CountWords(lower, words);
        }

        var characters = new BucketCounts(options.Buckets);
        if (options.ShortestCharacters > 0)
        {
            CountCharacters(lower, characters);
        }

        var indices = new int[words.Count + characters.Count];
        var values = new float[indices.Length];
        words.Write(indices, values, 0, 0);
        characters.Write(indices, values, words.Count, options.Buckets);
        return (indices, values);
    }

    private static List<Rune> Runes(string text)
    {
        var runes = new List<Rune>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            runes.Add(rune.IsAscii && rune.Value is < 'A' or > 'Z' ? rune : Rune.ToLowerInvariant(rune));
        }

        return runes;
    }

    // The pattern \b\w\w+\b: runs of two or more letters, digits or underscores.
    private void CountWords(List<Rune> text, BucketCounts counts)
    {
        var bytes = new Utf8Runes(text.Count);
        var starts = new List<(int Start, int End)>();
        for (var index = 0; index < text.Count;)
        {
            var end = index;
            while (end < text.Count && IsWord(text[end]))
            {
                end++;
            }

            if (end - index >= 2)
            {
                var start = bytes.Length;
                bytes.Append(text, index, end);
                starts.Add((start, bytes.Length));
                bytes.AppendSpace();
            }

            index = Math.Max(end, index + 1);
        }

        for (var length = options.ShortestWords; length <= options.LongestWords; length++)
        {
            for (var first = 0; first + length <= starts.Count; first++)
            {
                counts.Add(MurmurHash3.Hash(bytes.Slice(starts[first].Start, starts[first + length - 1].End)));
            }
        }
    }

    // Each word between white space with one space on both sides; a word shorter than n counts once, as itself, and no longer n-gram of it does.
    private void CountCharacters(List<Rune> text, BucketCounts counts)
    {
        var bytes = new Utf8Runes(text.Count);
        for (var index = 0; index < text.Count;)
        {
            if (IsSpace(text[index]))
            {
                index++;
                continue;
            }

            var end = index;
            while (end < text.Count && !IsSpace(text[end]))
            {
                end++;
            }

            bytes.Clear();
            bytes.AppendSpace();
            bytes.Append(text, index, end);
            bytes.AppendSpace();
            CountCharactersOfWord(bytes, counts);
            index = end;
        }
    }

    private void CountCharactersOfWord(Utf8Runes word, BucketCounts counts)
    {
        for (var length = options.ShortestCharacters; length <= options.LongestCharacters; length++)
        {
            counts.Add(MurmurHash3.Hash(word.SliceRunes(0, length)));
            for (var first = 1; first + length <= word.Runes; first++)
            {
                counts.Add(MurmurHash3.Hash(word.SliceRunes(first, length)));
            }

            if (length >= word.Runes)
            {
                return;
            }
        }
    }

    private static bool IsWord(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
        : Rune.GetUnicodeCategory(rune) is <= System.Globalization.UnicodeCategory.OtherLetter or (>= System.Globalization.UnicodeCategory.DecimalDigitNumber and <= System.Globalization.UnicodeCategory.OtherNumber);

    // Python's str.split also splits at the four separators of ASCII.
    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;
}
