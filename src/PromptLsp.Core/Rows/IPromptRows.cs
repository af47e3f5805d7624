using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Files;

namespace PromptLsp.Core.Rows;

/// <summary>Reads the rows that suites bind to prompts. Safe for concurrent callers.</summary>
public interface IPromptRows
{
    /// <summary>The rows of a suite, in its order; none where the suite has errors, which its own findings tell.</summary>
    /// <param name="suitePath">The suite, absolute.</param>
    /// <param name="files">Where it and the files of its rows are read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ImmutableArray<PromptRow> Read(string suitePath, IWorkspaceFiles files, CancellationToken cancellationToken);
}

/// <summary>One row: the values that a test gives a prompt.</summary>
/// <param name="Name">For people: the file and line it stands at, such as <c>cases.csv:17</c>.</param>
/// <param name="Values">Values by input name.</param>
public sealed record PromptRow(string Name, ImmutableDictionary<string, JsonElement> Values);
