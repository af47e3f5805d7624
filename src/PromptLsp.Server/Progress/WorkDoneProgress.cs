using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Commands;
using PromptLsp.Server.Sessions;
using StreamJsonRpc;

namespace PromptLsp.Server.Progress;

/// <summary>A progress display in the editor, with a button that cancels. Shows nothing where the editor cannot.</summary>
internal sealed class WorkDoneProgress : IAsyncDisposable
{
    private readonly ServerSession _session;
    private readonly ProgressToken? _token;
    private readonly CancellationTokenSource _cancellation;

    private WorkDoneProgress(ServerSession session, ProgressToken? token, CancellationTokenSource cancellation)
    {
        _session = session;
        _token = token;
        _cancellation = cancellation;
    }

    /// <summary>Cancelled by the request or by the display's button.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Opens a display.</summary>
    /// <param name="context">The request.</param>
    /// <param name="token">The editor's token; without one the server asks for one, where the editor shows progress at all.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="cancellationToken">The request's.</param>
    public static async Task<WorkDoneProgress> BeginAsync(
        RequestContext context, ProgressToken? token, string title, CancellationToken cancellationToken)
    {
        if (token is null && context.Client.ShowsProgress)
        {
            token = await CreateTokenAsync(context.Session, cancellationToken);
        }

        var progress = new WorkDoneProgress(context.Session, token, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
        if (token is not null)
        {
            context.Session.Progress.Add(token, progress._cancellation);
        }

        await progress.SendAsync(new WorkDoneProgressBegin { Title = title, Cancellable = true }, ProtocolJson.Default.WorkDoneProgressBegin);
        return progress;
    }

    /// <summary>Moves the display on. Safe for concurrent callers.</summary>
    public void Report(CommandProgress progress)
    {
        var report = new WorkDoneProgressReport
        {
            Message = progress.Message,
            Percentage = progress.Percentage is { } percentage ? (uint)Math.Clamp(percentage, 0, 100) : null,
            Cancellable = true,
        };
        _ = SendAsync(report, ProtocolJson.Default.WorkDoneProgressReport);
    }

    /// <summary>Closes the display.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_token is not null)
        {
            _session.Progress.Remove(_token);
        }

        await SendAsync(new WorkDoneProgressEnd(), ProtocolJson.Default.WorkDoneProgressEnd);
        _cancellation.Dispose();
    }

    private static async Task<ProgressToken?> CreateTokenAsync(ServerSession session, CancellationToken cancellationToken)
    {
        ProgressToken token = $"promptlsp-{Guid.NewGuid():n}";
        try
        {
            await session.Connection.SendRequestAsync(
                LspMethods.WindowWorkDoneProgressCreate,
                new WorkDoneProgressCreateParams { Token = token },
                ProtocolJson.Default.WorkDoneProgressCreateParams,
                cancellationToken);
            return token;
        }
        catch (RemoteInvocationException ex)
        {
            session.Log.Warning($"The editor shows no progress: {ex.Message}");
            return null;
        }
    }

    private async Task SendAsync<T>(T value, JsonTypeInfo<T> type)
    {
        if (_token is null)
        {
            return;
        }

        var parameters = new ProgressParams { Token = _token, Value = JsonSerializer.SerializeToElement(value, type) };
        try
        {
            await _session.Connection.SendNotificationAsync(LspMethods.Progress, parameters, ProtocolJson.Default.ProgressParams);
        }
        catch (Exception ex) when (ex is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The connection is gone, and the display with it.
        }
    }
}
