using System.Collections.Immutable;
using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Running;

/// <summary>Figures over some results of a run.</summary>
/// <param name="Passed">Results that passed.</param>
/// <param name="Failed">Results that failed.</param>
/// <param name="Errors">Results without an answer to judge.</param>
/// <param name="Unmeasured">Results with something that could not be judged.</param>
public sealed record Tally(int Passed, int Failed, int Errors, int Unmeasured)
{
    /// <summary>All of them.</summary>
    public int Total => Passed + Failed + Errors + Unmeasured;

    /// <summary>Those with a verdict.</summary>
    public int Measured => Passed + Failed;

    /// <summary>Share of results that passed. What has no verdict counts as not passed: it does not leave the denominator. 0 where there is nothing.</summary>
    public double PassRate => Total == 0 ? 0 : (double)Passed / Total;

    /// <summary>Mean of the scores of measured results, 0..1; 0 where there is none.</summary>
    public double MeanScore { get; init; }

    /// <summary>Tokens in, as the providers report.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens out, as the providers report.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Sum of the known costs.</summary>
    public double CostUsd { get; init; }

    /// <summary>How many results have a known cost.</summary>
    public int CostKnown { get; init; }

    /// <summary>Median of the calls' times, milliseconds; null where no call was answered.</summary>
    public double? LatencyP50 { get; init; }

    /// <summary>95th percentile of the calls' times, milliseconds (nearest rank); null where no call was answered.</summary>
    public double? LatencyP95 { get; init; }
}

/// <summary>The figures of one prompt with one model.</summary>
/// <param name="PromptPath">Relative to the workspace root.</param>
/// <param name="ModelId"><c>provider/model</c>.</param>
/// <param name="Tally">The figures.</param>
public sealed record SummaryRow(string PromptPath, string ModelId, Tally Tally);

/// <summary>What came of a run.</summary>
public sealed record EvaluationSummary
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>How it ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Results that were planned.</summary>
    public required int Planned { get; init; }

    /// <summary>Over all results.</summary>
    public required Tally Overall { get; init; }

    /// <summary>By prompt and model, in the order of the plan.</summary>
    public required ImmutableArray<SummaryRow> Table { get; init; }

    /// <summary>Results by kind of error (see <see cref="ErrorClasses"/>).</summary>
    public required ImmutableSortedDictionary<string, int> ErrorsByKind { get; init; }

    /// <summary>Weighted means of the assertions' scores by metric, over all results.</summary>
    public required ImmutableSortedDictionary<string, double> NamedScores { get; init; }

    /// <summary>The gate's verdict.</summary>
    public required GateResult Gate { get; init; }

    /// <summary>Wilson interval of the pass rate, at the gate's confidence.</summary>
    public required (double Low, double High) PassRateInterval { get; init; }

    /// <summary>Planned results that are not there.</summary>
    public int NotRun => Planned - Overall.Total;

    /// <summary>Share of planned results that have a verdict, 0..1.</summary>
    public double Coverage => Planned == 0 ? 0 : (double)Overall.Measured / Planned;
}
