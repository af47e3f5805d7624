using System.Buffers;

namespace PromptLsp.Models.Tokenization;

/// <summary>Finds the literals of special tokens (<c>[MASK]</c>, <c>[SEP]</c> …) in a text. Letter case counts. Immutable.</summary>
internal sealed class SpecialTokens
{
    private readonly KeyValuePair<string, int>[] _longestFirst;
    private readonly SearchValues<string> _literals;

    public SpecialTokens(IEnumerable<KeyValuePair<string, int>> tokens)
    {
        _longestFirst = [.. tokens.OrderByDescending(token => token.Key.Length)];
        _literals = SearchValues.Create([.. _longestFirst.Select(token => token.Key)], StringComparison.Ordinal);
    }

    /// <summary>The first literal of <paramref name="text"/>; of several at one place the longest.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out int start, out int length, out int id)
    {
        start = text.IndexOfAny(_literals);
        if (start >= 0)
        {
            foreach (var (literal, number) in _longestFirst)
            {
                if (text[start..].StartsWith(literal, StringComparison.Ordinal))
                {
                    (length, id) = (literal.Length, number);
                    return true;
                }
            }
        }

        (length, id) = (0, -1);
        return false;
    }

    /// <summary>True where the number is that of a special token.</summary>
    public bool Contains(int id) => _longestFirst.Any(token => token.Value == id);
}
