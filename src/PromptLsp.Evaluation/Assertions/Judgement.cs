using System.Collections.Immutable;
using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>What the assertions say of one answer.</summary>
/// <param name="Verdict">Over all of them.</param>
/// <param name="Score">Weighted mean of the scores of what could be judged, 0..1.</param>
/// <param name="Reason">For people: why the verdict is what it is.</param>
/// <param name="Assertions">Each verdict in order; an <c>assert-set</c> stands before its members.</param>
/// <param name="NamedScores">Weighted means by metric.</param>
public sealed record Judgement(
    Verdict Verdict, double Score, string Reason, ImmutableArray<AssertionRecord> Assertions, ImmutableSortedDictionary<string, double> NamedScores);

/// <summary>What came of one assertion.</summary>
internal readonly record struct Outcome(Verdict Verdict, double Score, string Reason)
{
    /// <summary>The reason where there is nothing to say.</summary>
    public const string PassReason = "Assertion passed";

    /// <summary>It holds.</summary>
    public static Outcome Pass { get; } = new(Verdict.Pass, 1, PassReason);

    /// <summary>It does not hold.</summary>
    public static Outcome Fail(string reason) => new(Verdict.Fail, 0, reason);

    /// <summary>It makes no sense as written.</summary>
    public static Outcome Error(string reason) => new(Verdict.Error, 0, reason);

    /// <summary>It could not be judged.</summary>
    public static Outcome Unmeasured(string reason) => new(Verdict.Unmeasured, 0, reason);
}
