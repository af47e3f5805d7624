using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Prompts;

/// <summary>The YAML at the top of a prompt file.</summary>
/// <param name="OpeningFence">The first <c>---</c>, with its line break.</param>
/// <param name="Content">The YAML.</param>
/// <param name="ClosingFence">The second <c>---</c>, with its line break; empty where it is missing.</param>
/// <param name="Root">The mapping; null where it is empty or no mapping.</param>
public sealed record FrontMatterSyntax(TextSpan OpeningFence, TextSpan Content, TextSpan ClosingFence, YamlMapping? Root)
{
    /// <summary>From the first fence to the end of the second.</summary>
    public TextSpan Span => new(OpeningFence.Start, ClosingFence.End);
}
