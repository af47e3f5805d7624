using PromptLsp.Core.Tokens;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// A WordPiece tokenizer as a counter: no special tokens around the text, and their literals are ordinary text. What belongs to no token (white space,
/// removed characters) counts to the token behind it, at the end to the last one; a text without tokens gives none. Safe for concurrent callers.
/// </summary>
/// <param name="name">The model's name.</param>
/// <param name="tokenizer">Its tokenizer.</param>
public sealed class WordPieceTokenCounter(string name, WordPieceTokenizer tokenizer) : ITokenCounter
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        var sink = new CountingSink();
        tokenizer.Run(text, recognizeSpecialTokens: false, ref sink);
        return sink.Count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text)
    {
        var tokens = new List<TokenSpan>((text.Length / 4) + 4);
        var all = new SpanSink(tokens);
        tokenizer.Run(text, recognizeSpecialTokens: false, ref all);
        var end = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];
            var sharesCodePoint = index > 0 && token.Start < end;
            tokens[index] = token with { Start = sharesCodePoint ? token.Start : end };
            end = token.End;
        }

        if (tokens.Count > 0)
        {
            tokens[^1] = tokens[^1] with { End = text.Length };
        }

        return tokens;
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> ids) => tokenizer.Decode(ids);

    /// <inheritdoc/>
    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        var sink = new PrefixSink(maxTokens);
        tokenizer.Run(text, recognizeSpecialTokens: false, ref sink);
        return sink.Start < 0 ? text.Length : sink.Start;
    }
}
