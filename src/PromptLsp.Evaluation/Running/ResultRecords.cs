using PromptLsp.Core.Execution;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;

namespace PromptLsp.Evaluation.Running;

/// <summary>Puts together what is stored of one result.</summary>
internal static class ResultRecords
{
    /// <summary>The record of a finished execution; <paramref name="judgement"/> is null where there was no answer.</summary>
    public static ResultRecord Of(PlannedResult planned, PromptExecution execution, PromptExecutionRequest request, Judgement? judgement, TimeSpan judgeTime, string rootPath, string id) =>
        ExecutionRecords.Of(execution, request, id, Relative(rootPath, planned.PromptPath)) with
        {
            Ordinal = planned.Ordinal,
            TestId = planned.Test.Id,
            Description = planned.Test.Description,
            Repetition = planned.Repetition,
            Verdict = judgement?.Verdict ?? Verdict.Error,
            Score = judgement?.Score ?? 0,
            Error = judgement is null ? ErrorOf(execution) : judgement.Verdict == Verdict.Error ? $"{ErrorClasses.Assertion}: {judgement.Reason}" : null,
            JudgeTime = judgeTime,
            Assertions = judgement is null ? [] : judgement.Assertions,
        };

    /// <summary>A path below the root, relative to it; another one as it is.</summary>
    public static string Relative(string rootPath, string path) =>
        path.StartsWith(rootPath + "/", StringComparison.Ordinal) ? path[(rootPath.Length + 1)..] : path;

    private static string ErrorOf(PromptExecution execution) =>
        $"{execution.ErrorStage ?? ErrorClasses.Provider}: {execution.Error ?? "The model gave no answer."}";
}
