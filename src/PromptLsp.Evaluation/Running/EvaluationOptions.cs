using System.Collections.Immutable;

namespace PromptLsp.Evaluation.Running;

/// <summary>How a suite is run.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How many calls may be in flight where nothing else is said: what most providers' smallest tiers bear.</summary>
    public const int DefaultConcurrency = 4;

    /// <summary>The workspace root, absolute, without trailing slash: paths in results are relative to it.</summary>
    public required string RootPath { get; init; }

    /// <summary>Version of this program, kept with the run.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Models in place of the suite's; empty: the suite's own.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Only tests whose id or description holds this text, whatever the case; null: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Repetitions in place of the suite's; null: the suite's own.</summary>
    public int? Repeat { get; init; }

    /// <summary>Greatest number of calls in flight, from 1.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>When the run is stopped, whatever is left; null: never.</summary>
    public TimeSpan? Deadline { get; init; }
}
