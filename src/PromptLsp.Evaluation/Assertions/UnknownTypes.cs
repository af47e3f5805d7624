using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>What is said of a type that <see cref="AssertionTypes"/> does not know.</summary>
internal static class UnknownTypes
{
    private static readonly string[] _notHere =
    [
        "answer-relevance", "bleu", "contains-html", "contains-sql", "contains-xml", "context-faithfulness", "context-recall",
        "context-relevance", "conversation-relevance", "eval", "factuality", "fn", "g-eval", "gleu", "grade", "guardrails", "human", "is-html",
        "is-sql", "is-valid-function-call", "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-xml", "javascript",
        "llm-rubric", "max-score", "meteor", "model-graded-closedqa", "model-graded-factuality", "moderation",
        "pi", "python", "rouge-l", "rouge-n", "ruby", "search-rubric", "select-best", "similar:dot", "similar:euclidean", "skill-used",
        "tool-call-f1", "trace-error-spans", "trace-span-count", "trace-span-duration", "trajectory:goal-success", "trajectory:step-count",
        "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:tool-used", "webhook",
    ];

    /// <summary>True for a type of promptfoo that is not evaluated here.</summary>
    public static bool IsKnownElsewhere(string name) =>
        Array.IndexOf(_notHere, name.StartsWith(AssertionTypes.NotPrefix, StringComparison.Ordinal) ? name[AssertionTypes.NotPrefix.Length..] : name) >= 0;

    /// <summary>The sentence for a type that <see cref="AssertionTypes.Find"/> does not know.</summary>
    public static string Describe(string name)
    {
        if (IsKnownElsewhere(name))
        {
            return $"The assertion type \"{name}\" is not supported in this version. Supported are {string.Join(", ", AssertionTypes.All.Select(type => type.Name))}, each also with not-.";
        }

        return Nearest(name) is { } near
            ? $"Unknown assertion type \"{Excerpt.Of(name, 60)}\": did you mean \"{near}\"?"
            : $"Unknown assertion type \"{Excerpt.Of(name, 60)}\". Known are {string.Join(", ", AssertionTypes.All.Select(type => type.Name))}, each also with not-.";
    }

    /// <summary>The name that was meant, of the types here and elsewhere; null where none is near.</summary>
    public static string? Nearest(string name) =>
        NearestName.Find(name, AssertionTypes.Names) ?? NearestName.Find(name, _notHere);
}
