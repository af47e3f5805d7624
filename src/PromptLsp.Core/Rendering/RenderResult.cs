using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>A rendered prompt, or why there is none.</summary>
/// <param name="Prompt">The prompt; null where there are errors.</param>
/// <param name="Errors">What went wrong, in the order of the template.</param>
public sealed record RenderResult(RenderedPrompt? Prompt, ImmutableArray<RenderError> Errors);

/// <summary>Why a prompt cannot be rendered.</summary>
/// <param name="Message">What and what to do next.</param>
/// <param name="FilePath">The file it is about.</param>
/// <param name="Span">The text it is about.</param>
/// <param name="Position">Line and character of the span's start.</param>
public sealed record RenderError(string Message, string FilePath, TextSpan Span, LinePosition Position)
{
    /// <summary>As compilers print it: <c>path:line:column: message</c>.</summary>
    public override string ToString() => $"{FilePath}:{Position}: {Message}";
}
