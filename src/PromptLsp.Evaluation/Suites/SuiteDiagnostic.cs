using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Evaluation.Suites;

/// <summary>A finding in a suite or in a file of rows.</summary>
/// <param name="FilePath">The file, absolute.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Diagnostic">The finding.</param>
public sealed record SuiteDiagnostic(string FilePath, LinePosition Position, Diagnostic Diagnostic)
{
    /// <summary>As compilers print it: <c>path:line:column: message</c>.</summary>
    public override string ToString() => $"{FilePath}:{Position}: {Diagnostic.Message}";
}

/// <summary>A suite, or why there is none.</summary>
/// <param name="Suite">The suite; null where there are errors.</param>
/// <param name="Diagnostics">Everything that was found, by file and place.</param>
public sealed record SuiteLoadResult(EvaluationSuite? Suite, ImmutableArray<SuiteDiagnostic> Diagnostics);
