using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Calls;

/// <summary>Refuses messages that the wire format has no place for, which the library below would leave out without a word.</summary>
internal static class MessageCheck
{
    /// <summary>The messages as a list.</summary>
    /// <exception cref="ModelCallException">There is none, or one is a tool's answer that names no call.</exception>
    public static IReadOnlyList<ChatMessage> Checked(IEnumerable<ChatMessage> messages, CallTarget target)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (list.Count == 0)
        {
            throw new ModelCallException(ModelCallFailure.Configuration, $"{target.ModelId}: the prompt has no messages.");
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Role == ChatRole.Tool && !list[i].Contents.OfType<FunctionResultContent>().Any())
            {
                throw new ModelCallException(
                    ModelCallFailure.Configuration,
                    $"{target.ModelId}: message {i + 1} has the role 'tool' but answers no tool call; chat completions accept a tool's answer only after the call that it names.");
            }
        }

        return list;
    }
}
