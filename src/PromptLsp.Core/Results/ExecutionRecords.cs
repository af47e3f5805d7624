using PromptLsp.Core.Execution;

namespace PromptLsp.Core.Results;

/// <summary>What is stored of an execution, judged or not.</summary>
public static class ExecutionRecords
{
    /// <summary>
    /// The record of an execution by itself: it passes where there was an answer, and is an error with what failed otherwise. A suite puts its verdict above that.
    /// </summary>
    /// <param name="execution">What came of it.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="id">The record's identity.</param>
    /// <param name="promptPath">The prompt's path, relative to the workspace root.</param>
    public static ResultRecord Of(PromptExecution execution, PromptExecutionRequest request, string id, string promptPath) => new()
    {
        Id = id,
        RunId = request.RunId,
        Ordinal = 0,
        TestId = "run",
        PromptPath = promptPath,
        PromptHash = execution.PromptHash,
        ModelId = execution.ModelId,
        Variables = ResultJson.Variables(request.Variables),
        Verdict = execution.Error is null ? Verdict.Pass : Verdict.Error,
        Score = execution.Error is null ? 1 : 0,
        CallId = execution.ErrorStage is null or "provider" ? execution.CallId : null,
        Messages = execution.Rendered is { } rendered ? ResultJson.Messages(rendered) : null,
        RenderedTokens = execution.RenderedTokens,
        Query = execution.Contexts.IsEmpty ? null : string.Join('\n', execution.Contexts.Select(context => context.Query)),
        Passages = execution.Contexts.IsEmpty ? null : ResultJson.Passages(execution.Contexts),
        Output = execution.Output,
        Error = execution.Error,
        InputTokens = execution.InputTokens,
        OutputTokens = execution.OutputTokens,
        CostUsd = execution.CostUsd,
        FinishReason = execution.FinishReason,
        StartedAt = execution.StartedAt,
        RetrievalTime = execution.RetrievalTime,
        RenderTime = execution.RenderTime,
        CallTime = execution.CallTime,
    };
}
