namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>Puts texts and tokens in the order of a template.</summary>
internal sealed class TemplatePostProcessor(IReadOnlyList<TemplatePiece> single, IReadOnlyList<TemplatePiece> pair) : IPostProcessor
{
    /// <inheritdoc/>
    public int AddedTokens(bool isPair) => (isPair ? pair : single).Sum(piece => piece.Tokens.Count);

    /// <inheritdoc/>
    public IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens) =>
        [.. (parts.Count == 2 ? pair : single).Where(piece => piece.Sequence >= 0 || addSpecialTokens).Select(piece => Fill(piece, parts))];

    private static EncodingPart Fill(TemplatePiece piece, IReadOnlyList<EncodingPart> parts) =>
        piece.Sequence < 0
            ? EncodingPart.Of([.. piece.Tokens.Select(token => token with { TypeId = piece.TypeId })])
            : parts[piece.Sequence].Select(token => token with { TypeId = piece.TypeId });
}
