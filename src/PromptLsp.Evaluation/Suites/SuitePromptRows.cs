using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Core.Rows;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Brings the tests of suites to the prompts that they are about.</summary>
public sealed class SuitePromptRows : IPromptRows
{
    /// <inheritdoc/>
    public ImmutableArray<PromptRow> Read(string suitePath, IWorkspaceFiles files, CancellationToken cancellationToken) =>
        SuiteLoader.Load(suitePath, files, cancellationToken).Suite is { } suite
            ? [.. suite.Tests.Select(test => new PromptRow(test.Place, test.Variables))]
            : [];
}
