using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tokens.Bpe;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// A Hugging Face tokenizer as a counter: no special tokens around the text, and their literals are ordinary text. What belongs to no token (white space,
/// removed characters) counts to the token behind it, at the end to the last one; a text without tokens gives none. Safe for concurrent callers.
/// </summary>
/// <param name="name">What it is called.</param>
/// <param name="tokenizer">The tokenizer.</param>
public sealed class HuggingFaceTokenCounter(string name, HuggingFaceTokenizer tokenizer) : ITokenCounter
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>Reads a tokenizer as <see cref="HuggingFaceTokenizer.Load(string)"/> does.</summary>
    /// <exception cref="ModelLoadException">It is missing, broken, or holds a part that is not supported.</exception>
    public static HuggingFaceTokenCounter Load(string name, string path) => new(name, HuggingFaceTokenizer.Load(path));

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        var sink = new CountingSink(int.MaxValue);
        tokenizer.Run(text, parseSpecialTokens: false, ref sink);
        return sink.Count;
    }

    /// <inheritdoc/>
    public int CountUpTo(ReadOnlySpan<char> text, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var sink = new CountingSink(limit);
        tokenizer.Run(text, parseSpecialTokens: false, ref sink);
        return sink.Count;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text)
    {
        var tokens = new List<TokenSpan>((text.Length / 4) + 4);
        var all = new SpanSink(tokens);
        tokenizer.Run(text, parseSpecialTokens: false, ref all);
        var end = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];
            var sharesCodePoint = index > 0 && token.Start < end;
            tokens[index] = token with { Start = sharesCodePoint ? token.Start : end };
            end = Math.Max(end, token.End);
        }

        if (tokens.Count > 0)
        {
            tokens[^1] = tokens[^1] with { End = text.Length };
        }

        return tokens;
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> ids) => tokenizer.Decode(ids, skipSpecialTokens: false);

    /// <inheritdoc/>
    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        var sink = new PrefixSink(maxTokens);
        tokenizer.Run(text, parseSpecialTokens: false, ref sink);
        return sink.Start < 0 ? text.Length : GraphemeBoundary.AtOrBefore(text, sink.Start);
    }
}
