using PromptLsp.Core.Tokens;

namespace PromptLsp.Retrieval.Splitting;

/// <summary>Length functions over the parts of one text. For one thread at a time.</summary>
public static class TextLengths
{
    // Words and single characters come again and again; longer pieces hardly do.
    private const int LongestRemembered = 24;
    private const int MostRemembered = 100_000;

    /// <summary>Unicode code points.</summary>
    public static Func<int, int, int> CodePoints(string text)
    {
        // before[i]: second halves of surrogate pairs before i.
        var before = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            var isSecondHalf = i > 0 && char.IsSurrogatePair(text[i - 1], text[i]);
            before[i + 1] = before[i] + (isSecondHalf ? 1 : 0);
        }

        return (start, end) => end - start - (before[end] - before[start]);
    }

    /// <summary>Tokens of the part by itself. A part is counted once at each level of separators, so the time grows linearly with the text.</summary>
    public static Func<int, int, int> Tokens(string text, ITokenCounter counter)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        return (start, end) =>
        {
            var part = text.AsSpan(start, end - start);
            if (part.Length > LongestRemembered)
            {
                return counter.Count(part);
            }

            if (!lookup.TryGetValue(part, out var count))
            {
                count = counter.Count(part);
                if (known.Count < MostRemembered)
                {
                    known.Add(part.ToString(), count);
                }
            }

            return count;
        };
    }
}
