using PromptLsp.Core.Workspaces;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;
using StreamJsonRpc;

namespace PromptLsp.Server.Diagnostics;

/// <summary>
/// Pushes diagnostics to editors that do not ask for them. One loop works on the newest snapshot and gives up where a newer one comes, so that
/// a slow older run never overtakes a newer one; each publication names the version it describes.
/// </summary>
internal sealed class DiagnosticsPublisher : IAsyncDisposable
{
    private readonly ServerSession _session;
    private readonly NewestLoop<SessionSnapshot> _loop;

    /// <summary>The documents that the editor was told of, by URI, as they were then.</summary>
    private readonly Dictionary<string, OpenDocument?> _published = new(StringComparer.Ordinal);

    /// <summary>Starts the loop.</summary>
    public DiagnosticsPublisher(ServerSession session)
    {
        _session = session;
        _loop = new NewestLoop<SessionSnapshot>(() => session.State.Current, PublishAllAsync);
    }

    /// <summary>The findings may be others from now on; returns at once.</summary>
    public void Publish() => _loop.Wake();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task PublishAllAsync(SessionSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Client.PullsDiagnostics)
        {
            return;
        }

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
        catch (Exception ex) when (ex is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The session has ended.
        }
        catch (Exception ex) when (ex is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
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
