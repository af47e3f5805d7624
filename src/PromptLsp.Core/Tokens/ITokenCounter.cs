namespace PromptLsp.Core.Tokens;

/// <summary>Counts tokens as one model's tokenizer does. Exact; safe for concurrent callers.</summary>
public interface ITokenCounter
{
    /// <summary>The tokenizer's name, such as <c>o200k_base</c>.</summary>
    string Name { get; }

    /// <summary>Number of tokens of <paramref name="text"/>; literals of special tokens count as ordinary text.</summary>
    int Count(ReadOnlySpan<char> text);

    /// <summary>Number of tokens of <paramref name="text"/> where that is at most <paramref name="limit"/>, else <c>limit + 1</c>; may stop reading early.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">0 or more.</param>
    int CountUpTo(ReadOnlySpan<char> text, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var count = Count(text);
        return count <= limit ? count : limit + 1;
    }

    /// <summary>The tokens of <paramref name="text"/> with their offsets in UTF-16 code units, in order, leaving no code unit out.</summary>
    IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text);

    /// <summary>The text that <paramref name="ids"/> stand for.</summary>
    string Decode(IEnumerable<int> ids);

    /// <summary>
    /// The length of the longest prefix of <paramref name="text"/> that has at most <paramref name="maxTokens"/> tokens, as counted within the whole text,
    /// and ends neither inside a code point nor inside a grapheme cluster (Unicode UAX 29).
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxTokens">0 or more.</param>
    int PrefixLength(ReadOnlySpan<char> text, int maxTokens);
}

/// <summary>One token.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Start">First UTF-16 code unit. Tokens that share a code point share its start.</param>
/// <param name="End">First code unit behind it.</param>
public readonly record struct TokenSpan(int Id, int Start, int End);
