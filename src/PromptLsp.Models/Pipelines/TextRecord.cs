using PromptLsp.Core.Classification;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Pipelines;

/// <summary>One record of an input: a text or pair, or why there is none.</summary>
/// <param name="Input">The text, or null.</param>
/// <param name="Error">What is wrong and where, or null.</param>
internal readonly record struct TextRecord(TextInput? Input, string? Error)
{
    /// <summary>The conversation that the text is in JSON, or null where the text is one itself.</summary>
    public ChatTemplateInput? Conversation { get; init; }
}
