using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>One attempt: its clock, its time limit, its exchange, and the row that it leaves.</summary>
internal sealed class Attempt : IDisposable
{
    private readonly CallServices _services;
    private readonly CallTarget _target;
    private readonly int _number;
    private readonly int? _countedTokens;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;
    private readonly DateTimeOffset _startedAt;
    private readonly long _started;
    private bool _isSettled;

    public Attempt(CallServices services, CallTarget target, int number, int? countedTokens, HttpExchange exchange, CancellationToken caller)
    {
        _services = services;
        _target = target;
        _number = number;
        _countedTokens = countedTokens;
        _caller = caller;
        Exchange = exchange;
        _limit = new CancellationTokenSource(target.Timeout, services.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _limit.Token);
        _startedAt = services.TimeProvider.GetUtcNow();
        _started = services.TimeProvider.GetTimestamp();
    }

    /// <summary>What goes over the wire.</summary>
    public HttpExchange Exchange { get; }

    /// <summary>Cancelled by the caller or at the attempt's time limit.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Reads why <paramref name="exception"/> ended it; null where the caller cancelled, or where it is no fault of the outside world.</summary>
    public AttemptFailure? Read(Exception exception)
    {
        if (_caller.IsCancellationRequested)
        {
            return null;
        }

        return _limit.IsCancellationRequested ? FailureReader.TimedOut(Exchange, _target) : FailureReader.Read(exception, Exchange, _target);
    }

    /// <summary>Records that it went well.</summary>
    public Task SucceedAsync(UsageDetails? usage, ChatFinishReason? finishReason) => RecordAsync("ok", null, null, usage, finishReason);

    /// <summary>Records that it failed, and how long will be waited before the next one.</summary>
    public Task FailAsync(AttemptFailure failure, TimeSpan? retryAfter, UsageDetails? usage = null, ChatFinishReason? finishReason = null) =>
        RecordAsync(failure.Outcome, failure.Message, retryAfter, usage, finishReason);

    /// <summary>Records, where it is not settled yet, that nobody waits for it any more.</summary>
    public Task AbandonAsync() =>
        _isSettled ? Task.CompletedTask : RecordAsync("cancelled", "the caller stopped waiting", null, null, null);

    /// <summary>
    /// Takes an exception that is no failure of the outside world. A cancellation by the caller is recorded; anything else is a mistake of this program,
    /// of which nothing was sent.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task GiveUpAsync()
    {
        if (_caller.IsCancellationRequested)
        {
            await AbandonAsync();
            _caller.ThrowIfCancellationRequested();
        }

        _isSettled = true;
    }

    /// <summary>The request's id, clean; null where the provider gave none.</summary>
    public string? RequestId => Exchange.Facts.RequestId is { Length: > 0 } id ? _target.Redactor.Excerpt(id, 200) : null;

    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }

    private Task RecordAsync(string outcome, string? error, TimeSpan? retryAfter, UsageDetails? usage, ChatFinishReason? finishReason)
    {
        _isSettled = true;
        var row = new CallAttempt(
            _target.Context.CallId,
            _target.Context.RunId,
            _number,
            _target.ModelId,
            _startedAt,
            _services.TimeProvider.GetElapsedTime(_started),
            outcome,
            Exchange.Status,
            error,
            retryAfter,
            usage?.InputTokenCount,
            usage?.OutputTokenCount,
            finishReason is { } reason ? _target.Redactor.Excerpt(reason.Value, 100) : null,
            RequestId,
            _countedTokens);

        // What was sent is recorded even when the caller has stopped waiting.
        return _services.CallLog.RecordAttemptAsync(row, CancellationToken.None);
    }
}
