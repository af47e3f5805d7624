using PromptLsp.Core.Rendering;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>To which part of a text a token belongs that more than one gives characters to.</summary>
internal static class TokenShares
{
    /// <summary>Where each segment of a message ends in its text.</summary>
    public static int[] EndsOf(RenderedMessage message)
    {
        var ends = new int[message.Segments.Length];
        for (int i = 0, end = 0; i < ends.Length; i++)
        {
            ends[i] = end += message.Segments[i].Text.Length;
        }

        return ends;
    }

    /// <summary>Adds each token to the part that gives most of its characters, of equals to the first.</summary>
    /// <param name="counts">Tokens of each part.</param>
    /// <param name="ends">Where each part ends, ascending.</param>
    /// <param name="first">A part that is not behind the first token.</param>
    /// <param name="tokens">The tokens, ascending.</param>
    public static void Add(Span<int> counts, ReadOnlySpan<int> ends, int first, IEnumerable<TokenSpan> tokens)
    {
        foreach (var token in tokens)
        {
            while (ends[first] <= token.Start)
            {
                first++;
            }

            var (best, most) = (first, 0);
            for (int i = first, start = first == 0 ? 0 : ends[first - 1]; i < ends.Length && start < token.End; start = ends[i++])
            {
                var shared = Math.Min(token.End, ends[i]) - Math.Max(token.Start, start);
                (best, most) = shared > most ? (i, shared) : (best, most);
            }

            counts[best]++;
        }
    }
}
