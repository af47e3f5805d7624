namespace PromptLsp.Core.Classification;

/// <summary>Something that a text names.</summary>
/// <param name="Label">Its kind: <c>person</c>, <c>email</c>; without <c>B-</c> or <c>I-</c>.</param>
/// <param name="Start">First UTF-16 code unit in the text.</param>
/// <param name="End">First code unit behind it.</param>
/// <param name="Score">How sure, 0..1.</param>
/// <param name="Text">The text from <paramref name="Start"/> to <paramref name="End"/>, as it stands.</param>
public sealed record EntitySpan(string Label, int Start, int End, double Score, string Text);
