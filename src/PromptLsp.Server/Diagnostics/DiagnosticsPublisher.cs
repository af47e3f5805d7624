using System.Threading.Channels;
using PromptLsp.Core.Workspaces;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Sessions;
using StreamJsonRpc;

namespace PromptLsp.Server.Diagnostics;

/// <summary>
/// Pushes diagnostics to editors that do not ask for them. One loop works on the newest snapshot and gives up where a newer one comes, so that
/// a slow older run never overtakes a newer one; each publication names the version it describes.
/// </summary>
internal sealed class DiagnosticsPublisher : IAsyncDisposable
{
    private readonly Channel<SessionSnapshot> _pending =
        Channel.CreateBounded<SessionSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ServerSession _session;
    private readonly Task _loop;

    /// <summary>The documents that the editor was told of, by URI, as they were then.</summary>
    private readonly Dictionary<string, OpenDocument?> _published = new(StringComparer.Ordinal);
    private CancellationTokenSource _superseded = new();

    /// <summary>Starts the loop.</summary>
    public DiagnosticsPublisher(ServerSession session)
    {
        _session = session;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Takes a new snapshot in and returns at once.</summary>
    public void Publish(SessionSnapshot snapshot)
    {
        if (!snapshot.Client.PullsDiagnostics && _pending.Writer.TryWrite(snapshot))
        {
            Volatile.Read(ref _superseded).Cancel();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await Volatile.Read(ref _superseded).CancelAsync();
        await _loop;
    }

    private async Task LoopAsync()
    {
        while (await _pending.Reader.WaitToReadAsync())
        {
            // Replaced before reading: a snapshot that comes after this line cancels this run.
            var superseded = new CancellationTokenSource();
            Volatile.Write(ref _superseded, superseded);
            if (_pending.Reader.TryRead(out var snapshot))
            {
                await PublishAllAsync(snapshot, superseded.Token);
            }
        }
    }

    private async Task PublishAllAsync(SessionSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var closed in _published.Keys.Where(uri => snapshot.Documents.Values.All(entry => entry.Uri != uri)).ToList())
            {
                await SendAsync(new PublishDiagnosticsParams { Uri = closed, Diagnostics = [] });
                _published.Remove(closed);
            }

            // Where somebody types comes first; what else may have changed by it can wait until the keys rest.
            foreach (var path in snapshot.Documents.Keys.OrderBy(path => IsPublished(snapshot, path)))
            {
                await PublishAsync(snapshot, path, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A newer snapshot waits.
        }
        catch (Exception ex) when (ex is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The session has ended.
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            _session.Log.Error($"Diagnostics failed, which is a fault of the server. Please report it with these lines.\n{ex}");
        }
    }

    private async Task PublishAsync(SessionSnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var document = new RequestContext(_session, snapshot).Document(snapshot.UriOf(path));
        var diagnostics = DocumentDiagnostics.Of(document, snapshot, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var uri = snapshot.UriOf(path);
        _published[uri] = DocumentAt(snapshot, path);
        await SendAsync(new PublishDiagnosticsParams
        {
            Uri = uri,
            Version = snapshot.Client.TakesDiagnosticVersion ? document.Version : null,
            Diagnostics = diagnostics,
        });
    }

    private bool IsPublished(SessionSnapshot snapshot, string path) =>
        _published.TryGetValue(snapshot.UriOf(path), out var published) && ReferenceEquals(published, DocumentAt(snapshot, path));

    private static OpenDocument? DocumentAt(SessionSnapshot snapshot, string path) => snapshot.WorkspaceOf(path)?.Documents.GetValueOrDefault(path);

    private Task SendAsync(PublishDiagnosticsParams parameters) =>
        _session.Connection.SendNotificationAsync(LspMethods.TextDocumentPublishDiagnostics, parameters, ProtocolJson.Default.PublishDiagnosticsParams);
}
