using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PromptLsp.Core.Metrics;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>Gathers a run's figures result by result. Keeps counters and four bytes a result, no texts. Not safe for concurrent callers.</summary>
public sealed class SummaryBuilder
{
    private readonly Cell _overall = new();
    private readonly Dictionary<(string Prompt, string Model), Cell> _cells = [];
    private readonly Dictionary<(string Prompt, string Model), int> _firstOrdinals = [];
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Points, double Weight)> _metrics = new(StringComparer.Ordinal);

    /// <summary>Results so far, by verdict.</summary>
    public (int Passed, int Failed, int Errors, int Unmeasured) Counts => (_overall[Verdict.Pass], _overall[Verdict.Fail], _overall[Verdict.Error], _overall[Verdict.Unmeasured]);

    /// <summary>Adds a result.</summary>
    public void Add(ResultRecord result)
    {
        var key = (result.PromptPath, result.ModelId);
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        cell ??= new Cell();
        cell.Add(result);
        _overall.Add(result);
        _firstOrdinals[key] = Math.Min(_firstOrdinals.GetValueOrDefault(key, int.MaxValue), result.Ordinal);
        if (result.Verdict == Verdict.Error && ErrorClasses.Of(result) is { } kind)
        {
            _errors[kind] = _errors.GetValueOrDefault(kind) + 1;
        }

        foreach (var assertion in result.Assertions)
        {
            if (!string.IsNullOrEmpty(assertion.Metric) && assertion.Verdict is Verdict.Pass or Verdict.Fail)
            {
                var (points, weight) = _metrics.GetValueOrDefault(assertion.Metric!);
                _metrics[assertion.Metric!] = (points + (assertion.Score * assertion.Weight), weight + assertion.Weight);
            }
        }
    }

    /// <summary>The summary of what was added.</summary>
    public EvaluationSummary Build(string runId, RunStatus status, int planned, SuiteGate? gate)
    {
        var overall = _overall.ToTally();
        var failed = overall.Failed + _errors.GetValueOrDefault(ErrorClasses.Prompt);
        return new EvaluationSummary
        {
            RunId = runId,
            Status = status,
            Planned = planned,
            Overall = overall,
            Table = [.. _cells.OrderBy(cell => _firstOrdinals[cell.Key]).Select(cell => new SummaryRow(cell.Key.Prompt, cell.Key.Model, cell.Value.ToTally()))],
            ErrorsByKind = _errors.ToImmutableSortedDictionary(StringComparer.Ordinal),
            NamedScores = _metrics.ToImmutableSortedDictionary(metric => metric.Key, metric => metric.Value.Weight > 0 ? metric.Value.Points / metric.Value.Weight : 0, StringComparer.Ordinal),
            Gate = Gate.Decide(gate, planned, overall.Passed, failed),
            PassRateInterval = Wilson.Interval(overall.Passed, overall.Total, gate?.Confidence ?? SuiteGate.DefaultConfidence),
        };
    }

    private sealed class Cell
    {
        private readonly int[] _verdicts = new int[4];
        private readonly List<float> _latencies = [];
        private double _score;
        private double _cost;
        private int _costKnown;
        private long _input;
        private long _output;

        public int this[Verdict verdict] => _verdicts[(int)verdict];

        public void Add(ResultRecord result)
        {
            _verdicts[(int)result.Verdict]++;
            _score += result.Verdict is Verdict.Pass or Verdict.Fail ? result.Score : 0;
            _cost += result.CostUsd ?? 0;
            _costKnown += result.CostUsd is null ? 0 : 1;
            _input += result.InputTokens ?? 0;
            _output += result.OutputTokens ?? 0;
            if (result.Output is not null)
            {
                _latencies.Add((float)result.CallTime.TotalMilliseconds);
            }
        }

        public Tally ToTally()
        {
            var sorted = _latencies.ToArray();
            Array.Sort(sorted);
            var measured = this[Verdict.Pass] + this[Verdict.Fail];
            return new Tally(this[Verdict.Pass], this[Verdict.Fail], this[Verdict.Error], this[Verdict.Unmeasured])
            {
                MeanScore = measured == 0 ? 0 : _score / measured,
                InputTokens = _input,
                OutputTokens = _output,
                CostUsd = _cost,
                CostKnown = _costKnown,
                LatencyP50 = Percentile(sorted, 0.5),
                LatencyP95 = Percentile(sorted, 0.95),
            };
        }

        private static double? Percentile(float[] sorted, double share) =>
            sorted.Length == 0 ? null : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)], 3);
    }
}
