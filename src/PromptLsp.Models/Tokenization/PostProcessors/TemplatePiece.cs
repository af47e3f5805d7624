namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>A part of a template.</summary>
/// <param name="Sequence">0 for the text, 1 for its pair, -1 for tokens.</param>
/// <param name="Tokens">The tokens, where it is such.</param>
/// <param name="TypeId">The segment number of what stands here.</param>
internal sealed record TemplatePiece(int Sequence, IReadOnlyList<EncodedToken> Tokens, int TypeId);
