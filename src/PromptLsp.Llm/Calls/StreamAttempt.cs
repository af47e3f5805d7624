using Microsoft.Extensions.AI;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>
/// Reads the updates of one attempt. What comes before the first content is held back until there is some, so that an attempt that fails before leaves
/// nothing behind. A failure ends the updates and stands in <see cref="Failure"/>.
/// </summary>
internal sealed class StreamAttempt(Attempt attempt, CallTarget target, IAsyncEnumerable<ChatResponseUpdate> updates) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates = updates.GetAsyncEnumerator(attempt.Token);
    private readonly Queue<ChatResponseUpdate> _ready = new();
    private bool _isAtEnd;

    /// <summary>The update that <see cref="MoveNextAsync"/> found.</summary>
    public ChatResponseUpdate Current { get; private set; } = null!;

    /// <summary>Why it ended early; null while it goes on, and where it came to its proper end.</summary>
    public AttemptFailure? Failure { get; private set; }

    /// <summary>True from the first content on.</summary>
    public bool HasContent { get; private set; }

    /// <summary>As the provider reports.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>As the provider reports.</summary>
    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Goes to the next update; false at the end, proper or not.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        while (!_isAtEnd && (_ready.Count == 0 || !HasContent))
        {
            await ReadAsync();
        }

        if (Failure is not null || !_ready.TryDequeue(out var next))
        {
            return false;
        }

        Current = next;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync();
        await attempt.AbandonAsync();
        attempt.Dispose();
    }

    private async Task ReadAsync()
    {
        HttpExchange.Current = attempt.Exchange;
        try
        {
            if (await _updates.MoveNextAsync())
            {
                Take(_updates.Current);
                return;
            }

            _isAtEnd = true;
            Failure = attempt.Exchange.Status is null ? null : AnswerCheck.OfStream(HasContent, FinishReason, attempt.Exchange, target);
        }
        catch (Exception exception)
        {
            _isAtEnd = true;
            Failure = attempt.Read(exception);
            if (Failure is null)
            {
                await attempt.GiveUpAsync();
                throw;
            }
        }
    }

    private void Take(ChatResponseUpdate update)
    {
        FinishReason = update.FinishReason ?? FinishReason;
        Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? Usage;
        HasContent |= update.Contents.Any(AnswerCheck.HasSomething);
        _ready.Enqueue(update);
    }
}
