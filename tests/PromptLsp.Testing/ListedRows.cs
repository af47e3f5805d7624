using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Core.Rows;

namespace PromptLsp.Testing;

/// <summary>Rows that a test lists itself: each a JSON object of values, the same for every suite.</summary>
public sealed class ListedRows(params string[] values) : IPromptRows
{
    /// <summary>How often rows were read.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public ImmutableArray<PromptRow> Read(string suitePath, IWorkspaceFiles files, CancellationToken cancellationToken)
    {
        Reads++;
        return [.. values.Select((row, i) => new PromptRow($"cases.csv:{i + 2}", Parse(row)))];
    }

    private static ImmutableDictionary<string, JsonElement> Parse(string row)
    {
        using var document = JsonDocument.Parse(row);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(member => member.Name, member => member.Value.Clone());
    }
}
