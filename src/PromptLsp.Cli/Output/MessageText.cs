using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Cli.Output;

/// <summary>Rendered messages for people.</summary>
internal static class MessageText
{
    /// <summary>Each message under a line with its role.</summary>
    public static string Of(RenderedPrompt prompt) =>
        string.Join("\n\n", prompt.Messages.Select(message => $"── {message.Role.ToWord()} ──\n{message.Text}"));
}
