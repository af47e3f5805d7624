using System.Globalization;

namespace PromptLsp.Core.Drift;

/// <summary>How a provider's count of a model's input tokens differs from ours, over all calls that both have counted.</summary>
/// <param name="ModelId"><c>provider/model</c>.</param>
/// <param name="Calls">Number of calls that both have counted.</param>
/// <param name="Differing">In how many of them the counts differ.</param>
/// <param name="MeanDifference">Mean of the provider's count less ours, in tokens.</param>
/// <param name="MaxDifference">Greatest difference in either direction, in tokens.</param>
/// <param name="Since">When the first call that differs was made, UTC; null where none does.</param>
public sealed record TokenDrift(string ModelId, long Calls, long Differing, double MeanDifference, long MaxDifference, DateTimeOffset? Since)
{
    /// <summary>In one line: <c>openai/x: the provider counts 5 of 12 calls otherwise, +3.2 tokens on average, 7 at most, since 2026-11-02</c>.</summary>
    public override string ToString() => Since is { } since
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{ModelId}: the provider counts {Differing:N0} of {Calls:N0} calls otherwise, {MeanDifference:+0.0;-0.0;0.0} tokens on average, {MaxDifference:N0} at most, since {since:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"{ModelId}: the provider's count equals ours in {Calls:N0} {(Calls == 1 ? "call" : "calls")}");
}
