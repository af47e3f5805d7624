using PromptLsp.Server.Diagnostics;
using PromptLsp.Server.Handlers;
using PromptLsp.Server.Progress;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Rows;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Sessions;

/// <summary>One editor's session, from the first message to the exit code.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    /// <summary>How long a session that has ended waits for what still runs.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly RequestQueue<SessionSnapshot> _queue;
    private readonly DiagnosticsPublisher _publisher;
    private readonly RowCountingLoop _rows;
    private readonly IdleWatch _idle;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares a session; nothing is read before <see cref="RunAsync"/>.</summary>
    public ServerSession(Stream input, Stream output, ServerServices services, IReadOnlyList<Handler> handlers)
    {
        Services = services;
        Connection = LspConnection.Create(input, output, reason => Log?.Error($"A message could not be read and was dropped: {reason}"));
        Log = new ClientLog(Connection);
        State = new SessionState(services.OpenWorkspace);
        Registrations = new ClientRegistrations(this);
        _publisher = new DiagnosticsPublisher(this);
        _rows = new RowCountingLoop(this, ShowRows);
        _idle = new IdleWatch(services.Time, services.Idle);
        _queue = new RequestQueue<SessionSnapshot>(() => State.Current)
        {
            Changed = TakeIn,
            Fatal = (method, failure) => _ = EndAfterAsync(method, failure),
        };
        foreach (var handler in handlers)
        {
            Connection.AddMethod(handler.Method, (parameters, cancellationToken) => DispatchAsync(handler, parameters, cancellationToken));
        }
    }

    /// <summary>What the server was given from outside.</summary>
    public ServerServices Services { get; }

    /// <summary>The connection.</summary>
    public LspConnection Connection { get; }

    /// <summary>The editor's log.</summary>
    public ClientLog Log { get; }

    /// <summary>The state; only mutating handlers write it.</summary>
    public SessionState State { get; }

    /// <summary>What may be asked when.</summary>
    public ServerLifecycle Lifecycle { get; } = new();

    /// <summary>The progress displays.</summary>
    public ProgressRegistry Progress { get; } = new();

    /// <summary>What the server asks of the editor.</summary>
    public ClientRegistrations Registrations { get; }

    /// <summary>Cancelled when the session ends.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Serves until the editor says <c>exit</c>, the connection or the editor's process ends.</summary>
    /// <returns>The exit code: 0 after <c>shutdown</c>, else 1.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Connection.StartListening();
        _ = Connection.Completion.ContinueWith(
            _ => End(Lifecycle.ExitCode), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await _exit.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the session.</summary>
    public void End(int exitCode) => _exit.TrySetResult(exitCode);

    /// <summary>Ends the session when the editor's process ends.</summary>
    public void WatchParent(int? processId)
    {
        if (processId is { } id)
        {
            _ = WatchParentAsync(id);
        }
    }

    /// <summary>Changes the state from within, in the order of the queue.</summary>
    public void Mutate(string name, Action<SessionState> change)
    {
        var request = new QueuedRequest<SessionSnapshot>(
            name,
            RequestSchedule.Mutating,
            (_, _) =>
            {
                change(State);
                return Task.FromResult(WirePayload.Null);
            },
            Ended)
        {
            Refusal = () => Lifecycle.Refuse(name),
        };
        _ = ObserveAsync(name, isNotification: true, _queue.EnqueueAsync(request));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _idle.Dispose();
        Connection.Dispose();

        // A handler that hangs must not keep the process: there is nobody left to answer.
        await Task.WhenAny(StopAsync(), Task.Delay(_patience, Services.Time));
        _ended.Dispose();
    }

    private void TakeIn(SessionSnapshot _)
    {
        _publisher.Publish();
        _rows.Count();
    }

    /// <summary>Figures of rows are ready: lenses, hints and findings can tell more than before.</summary>
    private void ShowRows(SessionSnapshot snapshot)
    {
        _publisher.Publish();
        Registrations.Refresh(snapshot.Client);
        _idle.Touch();
    }

    private async Task StopAsync()
    {
        await _queue.DisposeAsync();
        await _rows.DisposeAsync();
        await _publisher.DisposeAsync();
    }

    private Task<WirePayload> DispatchAsync(Handler handler, WirePayload parameters, CancellationToken cancellationToken)
    {
        var request = new QueuedRequest<SessionSnapshot>(
            handler.Method,
            handler.Schedule,
            (snapshot, token) => handler.InvokeAsync(parameters, new RequestContext(this, snapshot), token),
            cancellationToken)
        {
            YieldsToChanges = handler.YieldsToChanges,
            IsFatal = failure => handler.SynchronizesText && failure is not RequestException { ErrorCode: (int)Protocol.Generated.ErrorCodes.InvalidRequest },
            Refusal = () => Lifecycle.Refuse(handler.Method),
        };
        return ObserveAsync(handler.Method, handler.IsNotification, _queue.EnqueueAsync(request));
    }

    /// <summary>
    /// Ends the session because the editor's texts are not known any more: each later answer would be about a text that the user does not see.
    /// Editors start a server that ended anew and open their documents in it again.
    /// </summary>
    private async Task EndAfterAsync(string method, Exception failure)
    {
        await Log.ReportFailureAsync($"{method} failed, so the server does not know the editor's text any more and ends: {failure.Message}");
        End(exitCode: 1);
    }

    /// <summary>Logs what nobody would see otherwise: failures of notifications, and failures that are faults of ours.</summary>
    private async Task<WirePayload> ObserveAsync(string method, bool isNotification, Task<WirePayload> answer)
    {
        var started = Services.Time.GetTimestamp();
        _idle.Touch();
        try
        {
            var result = await answer.ConfigureAwait(false);
            Trace(method, started, "answered");
            return result;
        }
        catch (OperationCanceledException)
        {
            Trace(method, started, "cancelled");
            throw;
        }
        catch (RequestException ex)
        {
            if (isNotification && !ex.IsRefusal)
            {
                Log.Error($"{method} failed: {ex.Message}");
            }

            Trace(method, started, $"refused with {ex.ErrorCode}");
            throw;
        }
        catch (Exception ex)
        {
            Log.Error($"{method} failed, which is a fault of the server. Please report it with these lines.\n{ex}");
            throw;
        }
        finally
        {
            _idle.Touch();
        }
    }

    private void Trace(string method, long started, string outcome)
    {
        if (Log.IsTracing)
        {
            Log.Trace($"{method} {outcome} after {Services.Time.GetElapsedTime(started).TotalMilliseconds:0.0} ms");
        }
    }

    private async Task WatchParentAsync(int processId)
    {
        try
        {
            if (await ParentProcessWatch.WaitForEndAsync(processId, Ended))
            {
                End(exitCode: 1);
            }
        }
        catch (OperationCanceledException)
        {
            // The session ended before the editor's process.
        }
    }
}
