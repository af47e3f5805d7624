using Microsoft.Extensions.AI;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Llm.BuiltIn;

/// <summary><c>local/echo</c>: answers with the text of the last user message.</summary>
internal sealed class EchoChatClient(ITokenCounter? tokens) : BuiltInChatClient("echo", tokens)
{
    protected override Task<string> AnswerAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(LastUserText(messages));
    }
}
