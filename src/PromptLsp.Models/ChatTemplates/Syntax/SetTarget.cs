namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>What a value is given to: a name, or an attribute of a namespace.</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Name">The name.</param>
/// <param name="Attribute">The attribute, or null for the name itself.</param>
internal sealed record SetTarget(int Offset, string Name, string? Attribute);
