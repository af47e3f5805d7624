namespace PromptLsp.Models.Pipelines;

/// <summary>One record of an input: a text, or why there is none.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="Error">What is wrong and where, or null.</param>
internal readonly record struct TextRecord(string? Text, string? Error);
