namespace PromptLsp.Models.Generation;

/// <summary>A whole answer.</summary>
/// <param name="Text">Its text, without special tokens and stop texts.</param>
/// <param name="Ids">Its tokens, the one that ended it too.</param>
/// <param name="FinishReason"><c>stop</c> or <c>length</c>.</param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, string FinishReason);
