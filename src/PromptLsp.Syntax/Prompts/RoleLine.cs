using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Prompts;

/// <summary>A line that begins a message.</summary>
/// <param name="Role">The role it names.</param>
/// <param name="Span">The line without its line break.</param>
/// <param name="FullSpan">The line with its line break.</param>
public sealed record RoleLine(PromptRole Role, TextSpan Span, TextSpan FullSpan);
