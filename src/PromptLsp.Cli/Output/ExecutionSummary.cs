using System.Globalization;
using PromptLsp.Core.Execution;

namespace PromptLsp.Cli.Output;

/// <summary>What an execution took, in one line.</summary>
internal static class ExecutionSummary
{
    /// <summary>Model, tokens, cost and time; what is not known is left out.</summary>
    public static string Of(PromptExecution execution)
    {
        var parts = new List<string> { execution.ModelId };
        if (execution.InputTokens is { } input)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{input:N0} tokens in, {execution.OutputTokens ?? 0:N0} out"));
        }

        if (execution.CostUsd is { } cost)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"${cost:0.######}"));
        }

        parts.Add(string.Create(CultureInfo.InvariantCulture, $"{execution.CallTime.TotalMilliseconds:N0} ms"));
        return string.Join(" · ", parts);
    }
}
