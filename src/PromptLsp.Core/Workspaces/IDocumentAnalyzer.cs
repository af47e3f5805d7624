using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Workspaces;

/// <summary>Finds mistakes in a kind of document that is no prompt, such as a suite. Safe for concurrent callers.</summary>
public interface IDocumentAnalyzer
{
    /// <summary>True where it knows documents of this path.</summary>
    bool Handles(string path);

    /// <summary>The findings in a document.</summary>
    ImmutableArray<Diagnostic> Analyze(string path, SourceText text, WorkspaceSnapshot snapshot, CancellationToken cancellationToken);
}
