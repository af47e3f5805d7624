namespace PromptLsp.Models.ChatTemplates;

/// <summary>A run of characters of one origin.</summary>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="Length">UTF-16 code units.</param>
/// <param name="IsContent">True where it comes from the conversation: it is plain text whatever it looks like.</param>
public readonly record struct RenderedPiece(int Start, int Length, bool IsContent);
