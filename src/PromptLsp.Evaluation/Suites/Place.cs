using PromptLsp.Syntax.Text;

namespace PromptLsp.Evaluation.Suites;

/// <summary>A place in a file.</summary>
/// <param name="FilePath">The file, absolute.</param>
/// <param name="Source">Its text.</param>
/// <param name="Span">The text it is about.</param>
internal sealed record Place(string FilePath, SourceText Source, TextSpan Span)
{
    /// <summary>As in messages: <c>line:column</c>, 1-based.</summary>
    public LinePosition Position => Source.PositionOf(Span.Start);
}
