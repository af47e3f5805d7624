using System.Collections.Concurrent;
using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Rows;

/// <summary>
/// Holds the newest figures of prompts with their rows, for all snapshots of a workspace. Counting takes a second or so for ten thousand rows: whoever
/// has the time calls <see cref="Refresh"/>; readers take what is there. Safe for concurrent callers.
/// </summary>
public sealed class RowTokenBoard
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Brings the figures of a prompt up to date.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="promptPath">The prompt.</param>
    /// <param name="cancellationToken">Stops it; what was known before stays.</param>
    /// <returns>True where other figures are shown from now on.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool Refresh(WorkspaceSnapshot snapshot, string promptPath, CancellationToken cancellationToken)
    {
        if (snapshot.Analyze(promptPath) is not { } analysis)
        {
            return _entries.TryRemove(promptPath, out _);
        }

        var basis = Basis.Of(analysis);
        if (_entries.TryGetValue(promptPath, out var known) && known.Basis.Equals(basis))
        {
            return false;
        }

        var report = analysis.TokenCounter is { } counter
            ? RowTokenCounter.Count(snapshot, analysis.Prompt, snapshot.Suites.RowsOf(promptPath, cancellationToken), counter, analysis.Model, cancellationToken)
            : null;
        _entries[promptPath] = new Entry(basis, report);
        return report is not null || known?.Report is not null;
    }

    /// <summary>The figures of a prompt; null where it has no rows, or none were counted yet.</summary>
    internal RowFigures? Find(PromptAnalysis analysis) =>
        _entries.TryGetValue(analysis.Prompt.Path, out var entry) && entry.Report is { } report
            ? new RowFigures(report, entry.Basis.Equals(Basis.Of(analysis)))
            : null;

    private sealed record Entry(Basis Basis, RowTokenReport? Report);

    /// <summary>All that the figures follow from; equal where they would be the same.</summary>
    private sealed record Basis(PromptDocument Prompt, SuiteIndex Suites, WorkspaceConfiguration Configuration, ImmutableArray<string?> Partials)
    {
        public static Basis Of(PromptAnalysis analysis)
        {
            var snapshot = analysis.Snapshot;
            var partials = analysis.Symbols.Partials.Select(partial => partial.Path is { } path ? snapshot.GetText(path)?.Text : null);
            return new Basis(analysis.Prompt, snapshot.Suites, snapshot.Configuration, [.. partials]);
        }

        public bool Equals(Basis? other) =>
            other is not null
            && ReferenceEquals(Prompt, other.Prompt)
            && ReferenceEquals(Suites, other.Suites)
            && ReferenceEquals(Configuration, other.Configuration)
            && Partials.SequenceEqual(other.Partials, StringComparer.Ordinal);

        public override int GetHashCode() => Prompt.GetHashCode();
    }
}

/// <summary>Figures of a prompt with its rows.</summary>
/// <param name="Report">The figures.</param>
/// <param name="IsCurrent">False where something changed since they were counted: an estimate until they are counted anew.</param>
public sealed record RowFigures(RowTokenReport Report, bool IsCurrent);
