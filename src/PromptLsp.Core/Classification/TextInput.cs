namespace PromptLsp.Core.Classification;

/// <summary>What a classifier judges: one text, or a pair of them (question and answer, premise and hypothesis).</summary>
/// <param name="Text">Any text, the empty one too.</param>
/// <param name="Pair">The second text, or null where there is none.</param>
public readonly record struct TextInput(string Text, string? Pair = null)
{
    /// <summary>A single text.</summary>
    public static implicit operator TextInput(string text) => new(text);
}
