using PromptLsp.Core.Execution;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;

namespace PromptLsp.Evaluation.Running;

/// <summary>Puts together what is stored of one result.</summary>
internal static class ResultRecords
{
    /// <summary>The record of a finished execution; <paramref name="judgement"/> is null where there was no answer.</summary>
    public static ResultRecord Of(
        PlannedResult planned, PromptExecution execution, Judgement? judgement, TimeSpan judgeTime, RunRecord run, string rootPath, string id) => new()
        {
            Id = id,
            RunId = run.Id,
            Ordinal = planned.Ordinal,
            TestId = planned.Test.Id,
            Description = planned.Test.Description,
            PromptPath = Relative(rootPath, planned.PromptPath),
            PromptHash = execution.PromptHash,
            ModelId = execution.ModelId,
            Repetition = planned.Repetition,
            Variables = ResultJson.Variables(planned.Test.Variables),
            Verdict = judgement?.Verdict ?? Verdict.Error,
            Score = judgement?.Score ?? 0,
            CallId = execution.ErrorStage is null or "provider" ? execution.CallId : null,
            Messages = execution.Rendered is { } rendered ? ResultJson.Messages(rendered) : null,
            RenderedTokens = execution.RenderedTokens,
            Query = execution.Contexts.Length > 0 ? string.Join('\n', execution.Contexts.Select(context => context.Query)) : null,
            Passages = execution.Contexts.Length > 0 ? ResultJson.Passages(execution.Contexts) : null,
            Output = execution.Output,
            Error = judgement is null ? ErrorOf(execution) : judgement.Verdict == Verdict.Error ? $"{ErrorClasses.Assertion}: {judgement.Reason}" : null,
            InputTokens = execution.InputTokens,
            OutputTokens = execution.OutputTokens,
            CostUsd = execution.CostUsd,
            FinishReason = execution.FinishReason,
            StartedAt = execution.StartedAt,
            RetrievalTime = execution.RetrievalTime,
            RenderTime = execution.RenderTime,
            CallTime = execution.CallTime,
            JudgeTime = judgeTime,
            Assertions = judgement is null ? [] : judgement.Assertions,
        };

    /// <summary>A path below the root, relative to it; another one as it is.</summary>
    public static string Relative(string rootPath, string path) =>
        path.StartsWith(rootPath + "/", StringComparison.Ordinal) ? path[(rootPath.Length + 1)..] : path;

    private static string ErrorOf(PromptExecution execution) =>
        $"{execution.ErrorStage ?? ErrorClasses.Provider}: {execution.Error ?? "The model gave no answer."}";
}
