namespace PromptLsp.Models.ChatTemplates;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Such as <c>user</c>.</param>
/// <param name="Content">Its text.</param>
public readonly record struct ChatTurn(string Role, string Content);
