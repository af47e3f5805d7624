namespace PromptLsp.Models.Generation;

/// <summary>How a long text is scored: windows begin at 0, <see cref="Stride"/>, 2 × <see cref="Stride"/>, …; each scores what no earlier one scored.</summary>
/// <param name="Length">Tokens of a window, 2 or more.</param>
/// <param name="Stride">Tokens between their beginnings, from 1 to one less than the length.</param>
public readonly record struct ScoringWindow(int Length, int Stride);
