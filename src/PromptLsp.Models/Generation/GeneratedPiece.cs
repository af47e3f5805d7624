namespace PromptLsp.Models.Generation;

/// <summary>What one token adds to an answer.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Text">Whole characters that are sure now; empty where the token ends in the middle of one, or may be the beginning of a stop text.</param>
/// <param name="FinishReason"><c>stop</c> or <c>length</c> at the last token, else null.</param>
public readonly record struct GeneratedPiece(int TokenId, string Text, string? FinishReason);
