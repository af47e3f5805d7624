namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>One token of a piece.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Start">First code unit in the piece.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="IsSurface">True where the token's text is that of the piece, not that of the vocabulary.</param>
internal readonly record struct Subword(int Id, int Start, int End, bool IsSurface = false);
