using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using PromptLsp.Protocol.Generated;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace PromptLsp.Server.Transport;

/// <summary>The JSON-RPC connection to one editor. Sending is safe for concurrent callers; messages go out in the order of the calls.</summary>
internal sealed class LspConnection : JsonRpc
{
    private static readonly MethodInfo _invoke = typeof(MethodTarget).GetMethod(nameof(MethodTarget.InvokeAsync))!;

    private LspConnection(IJsonRpcMessageHandler handler)
        : base(handler) => CancelLocallyInvokedMethodsWhenConnectionIsClosed = true;

    /// <summary>Opens a connection; nothing is read before <see cref="JsonRpc.StartListening"/>.</summary>
    /// <param name="input">Where messages come in.</param>
    /// <param name="output">Where messages go out.</param>
    /// <param name="onUnreadable">Told why a message was dropped.</param>
    public static LspConnection Create(Stream input, Stream output, Action<string> onUnreadable) =>
        new(new HeaderDelimitedMessageHandler(output, input, LspFormatter.Create(onUnreadable)));

    /// <summary>Lets a method be called.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="invoke">Called in the order of the messages; must return at once, or it blocks everything behind it.</param>
    public void AddMethod(string method, Func<WirePayload, CancellationToken, Task<WirePayload>> invoke) =>
        AddLocalRpcMethod(_invoke, new MethodTarget(invoke), new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true });

    /// <summary>Sends a notification.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The argument is written by its own converter; nothing is reflected over.")]
    public Task SendNotificationAsync<T>(string method, T parameters, JsonTypeInfo<T> type) =>
        NotifyWithParameterObjectAsync(method, (object)WirePayload.Of(parameters, type));

    /// <summary>Sends a request and awaits its answer.</summary>
    /// <exception cref="RemoteInvocationException">The editor answered with an error.</exception>
    /// <exception cref="ConnectionLostException">The connection ended first.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The argument is written by its own converter; nothing is reflected over.")]
    public Task<WirePayload> SendRequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        InvokeWithParameterObjectAsync<WirePayload>(method, (object)WirePayload.Of(parameters, type), cancellationToken);

    /// <summary>Sends a request without parameters and awaits its answer.</summary>
    public Task<WirePayload> SendRequestAsync(string method, CancellationToken cancellationToken) =>
        InvokeWithParameterObjectAsync<WirePayload>(method, (NamedArgs?)null, cancellationToken);

    /// <inheritdoc/>
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception) => new()
    {
        Code = (JsonRpcErrorCode)(exception is LocalRpcException known ? known.ErrorCode : (int)ErrorCodes.InternalError),
        Message = exception.Message,
    };

    /// <summary>What StreamJsonRpc calls; one instance a method.</summary>
    private sealed class MethodTarget(Func<WirePayload, CancellationToken, Task<WirePayload>> invoke)
    {
        /// <summary>Passes the call on.</summary>
        public Task<WirePayload> InvokeAsync(WirePayload parameters, CancellationToken cancellationToken) => invoke(parameters, cancellationToken);
    }
}
