using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Generation;

/// <summary>
/// A local language model as a provider: messages go through the model's own chat template, their contents never become control tokens, the answer comes
/// token by token. Without a temperature the most probable token is taken. Does not own the model, which is loaded at the first call.
/// </summary>
/// <param name="models">Where it is loaded.</param>
/// <param name="name">Its name.</param>
public sealed class CausalChatClient(SharedCausalModels models, string name) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("local", null, name);

    /// <inheritdoc/>
    /// <exception cref="ModelCallException">The model cannot be loaded, or does not take the messages or options.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ModelCallException">The model cannot be loaded, or does not take the messages or options.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var settings = CausalCallOptions.Read(name, options);
        var (model, prompt) = await PrepareAsync(messages, cancellationToken);
        var count = 0L;
        await using var pieces = model.GenerateAsync(prompt, settings, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(pieces.MoveNextAsync))
        {
            count++;
            var piece = pieces.Current;
            if (piece.Text.Length > 0)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece.Text) { ModelId = name };
            }

            if (piece.FinishReason is { } reason)
            {
                var usage = new UsageDetails { InputTokenCount = prompt.Count, OutputTokenCount = count, TotalTokenCount = prompt.Count + count };
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ModelId = name, FinishReason = new ChatFinishReason(reason) };
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing: the model belongs to the <see cref="SharedCausalModels"/>.</summary>
    public void Dispose()
    {
    }

    private ValueTask<(CausalModel Model, IReadOnlyList<int> Prompt)> PrepareAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var model = await models.GetAsync(name, cancellationToken);
        var conversation = ChatTemplateInput.Of(messages.Select(message => new ChatTurn(message.Role.Value, message.Text)));
        return (model, model.EncodeChat(conversation, cancellationToken));
    });

    private async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (Kind(exception) is { } kind)
        {
            throw new ModelCallException(kind, $"local/{name}: {exception.Message}", exception);
        }
    }

    private static ModelCallFailure? Kind(Exception exception) => exception switch
    {
        ContextWindowException => ModelCallFailure.Rejected,
        ChatTemplateException { Failure: ChatTemplateFailure.Refused } => ModelCallFailure.Rejected,
        ChatTemplateException or ModelLoadException => ModelCallFailure.Configuration,
        InferenceException => ModelCallFailure.Unavailable,
        _ => null,
    };
}
