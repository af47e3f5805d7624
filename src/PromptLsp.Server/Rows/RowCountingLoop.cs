using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Rows;

/// <summary>
/// Counts the open prompts with the rows of their suites, in the background: one loop works on the newest snapshot, waits until nobody types, and gives
/// up where a newer one comes. When figures are ready the editor is asked to ask again.
/// </summary>
internal sealed class RowCountingLoop : IAsyncDisposable
{
    /// <summary>How long nothing may change before rows are counted: thousands of them take longer than the time between two keys.</summary>
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(250);

    private readonly ServerSession _session;
    private readonly Action<SessionSnapshot> _ready;
    private readonly NewestLoop<SessionSnapshot> _loop;

    /// <summary>Starts the loop.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ready">Called when other figures are shown from now on.</param>
    public RowCountingLoop(ServerSession session, Action<SessionSnapshot> ready)
    {
        _session = session;
        _ready = ready;
        _loop = new NewestLoop<SessionSnapshot>(() => session.State.Current, CountAsync);
    }

    /// <summary>The rows or the prompts may be others from now on; returns at once.</summary>
    public void Count() => _loop.Wake();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task CountAsync(SessionSnapshot snapshot, CancellationToken superseded)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(superseded, _session.Ended);
        try
        {
            await Task.Delay(_quiet, _session.Services.Time, either.Token);
            foreach (var path in snapshot.Documents.Keys.Where(WorkspaceSnapshot.IsPrompt))
            {
                if (snapshot.WorkspaceOf(path) is { } workspace && workspace.RowTokens.Refresh(workspace, path, either.Token))
                {
                    _ready(snapshot);
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // A newer snapshot waits, or the session has ended.
        }
        catch (Exception ex)
        {
            _session.Log.Error($"Counting rows failed, which is a fault of the server. Please report it with these lines.\n{ex}");
        }
    }
}
