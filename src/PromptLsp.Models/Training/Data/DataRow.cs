namespace PromptLsp.Models.Training.Data;

/// <summary>A text with its label.</summary>
/// <param name="Text">Any text.</param>
/// <param name="Label">Its label; empty where the source has none.</param>
public readonly record struct DataRow(string Text, string Label);
