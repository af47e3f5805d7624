using System.Collections.Immutable;
using PromptLsp.Core.Rendering;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>A tokenizer that has counted the messages of one rendering already: these, and what is nearly one of them, it does not count again.</summary>
/// <param name="counter">The tokenizer.</param>
/// <param name="texts">The messages.</param>
internal sealed class KnownTextCounter(IPieceTokenCounter counter, KnownTexts texts) : ITokenCounter
{
    /// <inheritdoc/>
    public string Name => counter.Name;

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text) => texts.Find(text)?.Tokens ?? counter.Count(text);

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text) => counter.Encode(text);

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> ids) => counter.Decode(ids);

    /// <inheritdoc/>
    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        return texts.Find(text)?.PrefixLength(maxTokens) ?? counter.PrefixLength(text, maxTokens);
    }

    /// <summary>The tokens of each segment of a message; null where the message is not known.</summary>
    public ImmutableArray<int>? CountSegments(RenderedMessage message) =>
        texts.Find(message.Text) is { } known ? [.. known.CountParts(TokenShares.EndsOf(message))] : null;
}
