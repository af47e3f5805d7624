using PromptLsp.Core.Files;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Symbols;

/// <summary>A place where a template includes a partial.</summary>
/// <param name="Reference">The path as written; null where it is computed.</param>
/// <param name="FilePath">The file that holds the call.</param>
/// <param name="Span">Where the path stands.</param>
/// <param name="Status">Whether the partial can be read.</param>
/// <param name="Path">The partial's absolute path; null where there is none.</param>
/// <param name="Reason">For people: why it cannot be read.</param>
/// <param name="IsCycle">True where the partial includes itself.</param>
public sealed record PartialReference(
    string? Reference, string FilePath, TextSpan Span, FileReadStatus Status, string? Path, string Reason, bool IsCycle)
{
    /// <summary>The call in the prompt through which it comes in; null for the prompt's own.</summary>
    public TextSpan? IncludedAt { get; init; }
}
