using System.Text.Json.Serialization.Metadata;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Transport;
using StreamJsonRpc;

namespace PromptLsp.Server.Sessions;

/// <summary>Tells the editor's log what happened. Never fails: a log that cannot be sent has nobody to read it.</summary>
internal sealed class ClientLog(LspConnection connection)
{
    private volatile string _trace = TraceValue.Off.Value;

    /// <summary>True where the editor wants to know of each request.</summary>
    public bool IsTracing => _trace != TraceValue.Off.Value;

    /// <summary>Sets how much the editor wants to know.</summary>
    public void SetTrace(TraceValue value) => _trace = value.ToString();

    /// <summary>Something failed.</summary>
    public void Error(string message) => _ = ReportFailureAsync(message);

    /// <summary>Something failed; the task completes when the message is on its way.</summary>
    public Task ReportFailureAsync(string message) => WriteAsync(MessageType.Error, message);

    /// <summary>Something is odd.</summary>
    public void Warning(string message) => _ = WriteAsync(MessageType.Warning, message);

    /// <summary>A request was answered.</summary>
    public void Trace(string message)
    {
        if (IsTracing)
        {
            _ = SendAsync(LspMethods.LogTrace, new LogTraceParams { Message = message }, ProtocolJson.Default.LogTraceParams);
        }
    }

    private Task WriteAsync(MessageType type, string message) =>
        SendAsync(LspMethods.WindowLogMessage, new LogMessageParams { Type = type, Message = message }, ProtocolJson.Default.LogMessageParams);

    private async Task SendAsync<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        try
        {
            await connection.SendNotificationAsync(method, parameters, type);
        }
        catch (Exception ex) when (ex is ConnectionLostException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The connection is gone, and with it whoever would have read this.
        }
    }
}
