namespace PromptLsp.Models.TokenClassification;

/// <summary>What a model says of one token of a text.</summary>
/// <param name="Start">First UTF-16 code unit of the text.</param>
/// <param name="End">First code unit behind it.</param>
/// <param name="IsSubword">True where it goes on with the word of the token before it.</param>
/// <param name="Scores">Probability of each label, summing to 1.</param>
internal readonly record struct TokenPrediction(int Start, int End, bool IsSubword, ReadOnlyMemory<float> Scores);

/// <summary>A piece of a text with its label.</summary>
/// <param name="Label">Number of the label.</param>
/// <param name="Score">0..1.</param>
/// <param name="Start">First UTF-16 code unit of the text.</param>
/// <param name="End">First code unit behind it.</param>
internal readonly record struct LabelledSpan(int Label, float Score, int Start, int End);
