using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Llm.BuiltIn;

/// <summary>A provider that answers in this process: no key, no network.</summary>
internal abstract class BuiltInChatClient(string model, ITokenCounter? tokens) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("local", null, model);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var answer = await AnswerAsync(list, cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = model,
            FinishReason = ChatFinishReason.Stop,
            Usage = Count(list, answer),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var piece in Words(response.Text))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = model };
        }

        IList<AIContent> last = response.Usage is { } usage ? [new UsageContent(usage)] : [];
        yield return new ChatResponseUpdate(ChatRole.Assistant, last) { ModelId = model, FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    /// <summary>The answer to <paramref name="messages"/>.</summary>
    protected abstract Task<string> AnswerAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken);

    /// <summary>The text of the last user message; empty where there is none.</summary>
    protected static string LastUserText(IReadOnlyList<ChatMessage> messages) =>
        messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";

    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(' ', start + 1);
            end = end < 0 ? text.Length : end;
            yield return text[start..end];
            start = end;
        }
    }

    private UsageDetails? Count(IReadOnlyList<ChatMessage> messages, string answer)
    {
        if (tokens is null)
        {
            return null;
        }

        var input = messages.Sum(message => (long)tokens.Count(message.Text));
        var output = (long)tokens.Count(answer);
        return new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
