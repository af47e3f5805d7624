using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Prompts;

/// <summary>One message as the template writes it: from its role line to the next one.</summary>
/// <param name="Index">Its number in the file, from 0.</param>
/// <param name="Role">Its role.</param>
/// <param name="RoleLine">The role line without its line break; null where the role is implied.</param>
/// <param name="Content">The text behind the role line, up to the next one or the end.</param>
public sealed record MessageSyntax(int Index, PromptRole Role, TextSpan? RoleLine, TextSpan Content)
{
    /// <summary>Role line and content.</summary>
    public TextSpan Span => new(RoleLine?.Start ?? Content.Start, Content.End);
}
