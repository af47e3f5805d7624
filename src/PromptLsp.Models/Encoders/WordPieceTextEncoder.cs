using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>The inputs of BERT: <c>[CLS] text [SEP]</c>, <c>[CLS] text [SEP] pair [SEP]</c> with segment 1 for what stands behind the first <c>[SEP]</c>.</summary>
internal sealed class WordPieceTextEncoder : ITextEncoder
{
    private readonly WordPieceTokenizer _tokenizer;
    private readonly int[] _before;
    private readonly int[] _after;

    public WordPieceTextEncoder(WordPieceTokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        (_before, _after) = tokenizer.Around;
    }

    /// <inheritdoc/>
    public int PaddingId => _tokenizer.PaddingId;

    /// <inheritdoc/>
    public int LeadingSpecialTokens => _before.Length;

    /// <inheritdoc/>
    public int SpecialTokens(bool isPair) => _before.Length + (_after.Length * (isPair ? 2 : 1));

    /// <inheritdoc/>
    public IReadOnlyList<PlacedToken> Tokenize(string text)
    {
        var spans = _tokenizer.Encode(text, recognizeSpecialTokens: false);
        var tokens = new PlacedToken[spans.Count];
        for (var index = 0; index < tokens.Length; index++)
        {
            var (id, start, end) = spans[index];

            // As the reference decides it: a piece that is not as long as its place. So a word whose accents were taken away counts as one as well.
            var isSubword = id != _tokenizer.UnknownId && CodePoints.Count(_tokenizer.PieceOf(id)) != CodePoints.Count(text.AsSpan(start, end - start));
            tokens[index] = new PlacedToken(id, start, end, isSubword);
        }

        return tokens;
    }

    /// <inheritdoc/>
    public ModelInput Assemble(ReadOnlySpan<PlacedToken> text, int tokenCount)
    {
        var ids = new int[_before.Length + text.Length + _after.Length];
        Copy(_before, text, ids);
        _after.CopyTo(ids, _before.Length + text.Length);
        return new ModelInput(ids, tokenCount);
    }

    /// <inheritdoc/>
    public ModelInput AssemblePair(ReadOnlySpan<PlacedToken> text, ReadOnlySpan<PlacedToken> pair, int tokenCount)
    {
        var ids = new int[SpecialTokens(isPair: true) + text.Length + pair.Length];
        Copy(_before, text, ids);
        var second = _before.Length + text.Length + _after.Length;
        _after.CopyTo(ids, second - _after.Length);
        Copy([], pair, ids.AsSpan(second));
        _after.CopyTo(ids, second + pair.Length);
        var types = new int[ids.Length];
        types.AsSpan(second).Fill(1);
        return new ModelInput(ids, tokenCount) { TypeIds = types };
    }

    private static void Copy(int[] before, ReadOnlySpan<PlacedToken> tokens, Span<int> ids)
    {
        before.CopyTo(ids);
        for (var index = 0; index < tokens.Length; index++)
        {
            ids[before.Length + index] = tokens[index].Id;
        }
    }
}
