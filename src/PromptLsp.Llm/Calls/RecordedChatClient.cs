using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>
/// The one layer that retries. For one call: sends the request, judges the answer, records the attempt, waits and sends again where that has a chance.
/// Each attempt is recorded before the next one starts.
/// </summary>
internal sealed class RecordedChatClient(IChatClient inner, CallTarget target, CallServices services, Kernel? kernel) : DelegatingChatClient(inner)
{
    // Goes on through the rounds of a call that uses tools.
    private int _attempts;
    private int _rounds;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = MessageCheck.Checked(messages, target);
        var settings = RequestSettings.Of(options, target);
        _rounds++;
        for (var retry = 0; ; retry++)
        {
            using var attempt = Begin(settings, cancellationToken);
            var (response, failure) = await SendAsync(attempt, list, settings.Options);
            if (failure is null)
            {
                await attempt.SucceedAsync(response!.Usage, response.FinishReason);
                return response;
            }

            var wait = WaitAfter(failure, attempt, retry);
            await attempt.FailAsync(failure, wait, response?.Usage, response?.FinishReason);
            await Task.Delay(wait ?? throw Failed(failure, attempt, retry), services.TimeProvider, cancellationToken);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var list = MessageCheck.Checked(messages, target);
        var settings = RequestSettings.Of(options, target);
        _rounds++;
        for (var retry = 0; ; retry++)
        {
            TimeSpan wait;
            var attempt = Begin(settings, cancellationToken);
            await using (var stream = new StreamAttempt(attempt, target, base.GetStreamingResponseAsync(list, settings.Options, attempt.Token)))
            {
                while (await stream.MoveNextAsync())
                {
                    yield return stream.Current;
                }

                if (stream.Failure is not { } failure)
                {
                    await attempt.SucceedAsync(stream.Usage, stream.FinishReason);
                    yield break;
                }

                // Text that the caller has seen cannot be taken back.
                var delay = stream.HasContent ? null : WaitAfter(failure, attempt, retry);
                await attempt.FailAsync(failure, delay, stream.Usage, stream.FinishReason);
                wait = delay ?? throw Failed(failure, attempt, retry);
            }

            await Task.Delay(wait, services.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Gives the kernel too, for whoever hands in functions of it as tools.</summary>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(Kernel) ? kernel : base.GetService(serviceType, serviceKey);

    private Attempt Begin(RequestSettings settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var exchange = new HttpExchange { Key = target.Key, BodyPatch = settings.BodyPatch };

        // What a later round sends beside the prompt was not counted.
        return new Attempt(services, target, ++_attempts, _rounds == 1 ? target.Context.CountedTokens : null, exchange, cancellationToken);
    }

    private async Task<(ChatResponse? Response, AttemptFailure? Failure)> SendAsync(
        Attempt attempt, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        HttpExchange.Current = attempt.Exchange;
        try
        {
            var response = await base.GetResponseAsync(messages, options, attempt.Token);
            return (response, AnswerCheck.Of(response, attempt.Exchange, target));
        }
        catch (Exception exception)
        {
            if (attempt.Read(exception) is { } failure)
            {
                return (null, failure);
            }

            await attempt.GiveUpAsync();
            throw;
        }
    }

    private TimeSpan? WaitAfter(AttemptFailure failure, Attempt attempt, int retry) =>
        failure.MayRetry && retry < target.MaxRetries
            ? RetrySchedule.Delay(retry, attempt.Exchange.Facts, services.TimeProvider.GetUtcNow(), services.Random())
            : null;

    private ModelCallException Failed(AttemptFailure failure, Attempt attempt, int retry)
    {
        var request = attempt.RequestId is { } id ? $" (request id {id})" : "";
        var attempts = retry > 0 ? $" [{retry + 1} attempts]" : "";
        return new ModelCallException(failure.Kind, $"{target.ModelId}: {failure.Message}{request}{attempts}") { HttpStatus = attempt.Exchange.Status };
    }
}
