using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Evaluation.Suites;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Cli.Composition;

/// <summary>Brings the checks of suites into the workspace's diagnostics.</summary>
internal sealed class SuiteDocumentAnalyzer : IDocumentAnalyzer
{
    /// <inheritdoc/>
    public bool Handles(string path) => path.EndsWith(EvaluationSuite.FileSuffix, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Analyze(string path, SourceText text, WorkspaceSnapshot snapshot, CancellationToken cancellationToken) =>
        SuiteAnalysis.Analyze(text, path, snapshot.Files, InjectionScreen.Instance, cancellationToken);
}
