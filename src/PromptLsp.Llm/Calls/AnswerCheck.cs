using Microsoft.Extensions.AI;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>Tells answers from bodies that merely have status 200.</summary>
internal static class AnswerCheck
{
    /// <summary>What is wrong with a whole answer; null where nothing is.</summary>
    public static AttemptFailure? Of(ChatResponse response, HttpExchange exchange, CallTarget target)
    {
        var isThere = response.FinishReason is not null || response.Messages.Any(message => message.Contents.Any(HasSomething));
        return isThere ? null : FailureReader.Invalid("the answer holds no message", exchange, target);
    }

    /// <summary>What is wrong with a stream that ended without an error; null where nothing is.</summary>
    public static AttemptFailure? OfStream(bool hasContent, ChatFinishReason? finishReason, HttpExchange exchange, CallTarget target)
    {
        if (finishReason is not null || (hasContent && exchange.Tail.TrimEnd().EndsWith("[DONE]", StringComparison.Ordinal)))
        {
            return null;
        }

        return FailureReader.Invalid(hasContent ? "the stream ended in the middle of the answer" : "the stream holds no message", exchange, target);
    }

    /// <summary>True for a content that is part of an answer.</summary>
    public static bool HasSomething(AIContent content) => content switch
    {
        TextContent text => !string.IsNullOrEmpty(text.Text),
        UsageContent => false,
        _ => true,
    };
}
