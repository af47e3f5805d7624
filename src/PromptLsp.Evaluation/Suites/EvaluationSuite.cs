using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Rows;
using PromptLsp.Evaluation.Assertions;

namespace PromptLsp.Evaluation.Suites;

/// <summary>A suite as <c>NAME.eval.yaml</c> says it, its files read and its defaults filled in.</summary>
public sealed record EvaluationSuite
{
    /// <summary>What a suite's file name ends with.</summary>
    public const string FileSuffix = SuiteIndex.FileSuffix;

    /// <summary>The suite's file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>For people; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The prompts' files, absolute, in the order of the suite.</summary>
    public required ImmutableArray<string> Prompts { get; init; }

    /// <summary>The models; empty where each prompt is run with its own.</summary>
    public required ImmutableArray<SuiteProvider> Providers { get; init; }

    /// <summary>The tests, rows of files included, in order.</summary>
    public required ImmutableArray<SuiteTest> Tests { get; init; }

    /// <summary>How often each test is run, 1 to 1000.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>What decides over the run; null: all tests must pass.</summary>
    public SuiteGate? Gate { get; init; }
}

/// <summary>A model that a suite asks.</summary>
/// <param name="Id"><c>provider/model</c>.</param>
/// <param name="Label">Its name in tables; the id where the suite gives none.</param>
public sealed record SuiteProvider(string Id, string Label);

/// <summary>What decides over a run.</summary>
/// <param name="PassRate">Least share of passed tests, above 0 to 1; null where it is not given.</param>
/// <param name="Against">What to compare with; not evaluated in this version.</param>
/// <param name="NonInferiority">Greatest loss against the base, 0..1; not evaluated in this version.</param>
/// <param name="Confidence">Of intervals, above 0.5 and below 1.</param>
public sealed record SuiteGate(double? PassRate, string? Against, double? NonInferiority, double Confidence)
{
    /// <summary>Confidence of intervals where a suite is silent.</summary>
    public const double DefaultConfidence = 0.95;

    /// <summary>The keys that are given and have no effect in this version.</summary>
    public ImmutableArray<string> NotEvaluated { get; } =
        [.. Against is null ? [] : new[] { "against" }, .. NonInferiority is null ? [] : new[] { "non_inferiority" }];
}

/// <summary>One test.</summary>
public sealed record SuiteTest
{
    /// <summary>Its own id, or the first 12 hexadecimal digits of the SHA-256 of its content.</summary>
    public required string Id { get; init; }

    /// <summary>For people; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it stands, for people: file name and line, such as <c>cases.csv:17</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>Values by input name, those of <c>defaults.vars</c> included.</summary>
    public required ImmutableDictionary<string, JsonElement> Variables { get; init; }

    /// <summary>What is asserted, that of <c>defaults.assert</c> first.</summary>
    public required ImmutableArray<Assertion> Assertions { get; init; }

    /// <summary>The score from which it passes, above 0 to 1; null: all assertions must pass.</summary>
    public double? Threshold { get; init; }
}
