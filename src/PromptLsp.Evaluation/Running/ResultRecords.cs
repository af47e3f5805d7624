using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Syntax.Prompts;

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
            Variables = Object(planned.Test.Variables),
            Verdict = judgement?.Verdict ?? Verdict.Error,
            Score = judgement?.Score ?? 0,
            CallId = execution.ErrorStage is null or "provider" ? execution.CallId : null,
            Messages = execution.Rendered is { } rendered ? Messages(rendered) : null,
            RenderedTokens = execution.RenderedTokens,
            Query = execution.Contexts.Length > 0 ? string.Join('\n', execution.Contexts.Select(context => context.Query)) : null,
            Passages = execution.Contexts.Length > 0 ? Passages(execution.Contexts) : null,
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

    private static string Object(ImmutableDictionary<string, JsonElement> variables)
    {
        var members = variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => $"{JsonTexts.Quote(variable.Key)}:{variable.Value.GetRawText()}");
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Messages(RenderedPrompt prompt)
    {
        var messages = prompt.Messages.Select(message =>
            $"{{\"role\":\"{message.Role.ToWord()}\",\"content\":{JsonTexts.Quote(message.Text)}}}");
        return $"[{string.Join(',', messages)}]";
    }

    private static string Passages(ImmutableArray<PackedContext> contexts)
    {
        var text = new StringBuilder("[");
        foreach (var context in contexts)
        {
            Append(text, context.Index, context.Packed, packed: true);
            Append(text, context.Index, context.Dropped, packed: false);
        }

        return text.Append(']').ToString();
    }

    private static void Append(StringBuilder text, string index, ImmutableArray<RetrievedPassage> passages, bool packed)
    {
        foreach (var passage in passages)
        {
            text.Append(text.Length > 1 ? "," : "");
            text.Append("{\"index\":").Append(JsonTexts.Quote(index));
            text.Append(",\"id\":").Append(JsonTexts.Quote(passage.Id));
            text.Append(",\"source\":").Append(JsonTexts.Quote(passage.Source));
            text.Append(CultureInfo.InvariantCulture, $",\"start\":{passage.Start},\"end\":{passage.End}");
            text.Append(",\"score\":").Append(JsNumber.ToText(passage.Score));
            text.Append(packed ? ",\"packed\":true}" : ",\"packed\":false}");
        }
    }
}
