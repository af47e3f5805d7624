using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Diagnostics;

/// <summary>A finding in one document.</summary>
/// <param name="Code">Stable code, <c>PL</c> and four digits; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Span">The text it is about, in UTF-16 code units of the document.</param>
/// <param name="Message">What is wrong and what to do next, in one or two plain sentences.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, TextSpan Span, string Message)
{
    /// <summary>Ways to repair it, the preferred one first.</summary>
    public ImmutableArray<DiagnosticFix> Fixes { get; init; } = [];

    /// <summary>True where the text has no effect: editors fade it.</summary>
    public bool IsUnnecessary { get; init; }
}
