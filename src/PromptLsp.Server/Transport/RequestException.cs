using PromptLsp.Protocol.Generated;
using StreamJsonRpc;

namespace PromptLsp.Server.Transport;

/// <summary>A request that is answered with an error of the protocol; its message is shown to people.</summary>
internal sealed class RequestException : LocalRpcException
{
    private RequestException(int code, string message, Exception? inner = null)
        : base(message, inner) => ErrorCode = code;

    /// <summary>True where the request never ran, because the session's state does not allow it.</summary>
    public bool IsRefusal { get; private init; }

    /// <summary>The parameters are not what the method takes.</summary>
    public static RequestException InvalidParams(string message, Exception? inner = null) => new((int)ErrorCodes.InvalidParams, message, inner);

    /// <summary>The request cannot be answered in this state.</summary>
    public static RequestException InvalidRequest(string message) => new((int)ErrorCodes.InvalidRequest, message);

    /// <summary>Nothing is answered before <c>initialize</c>.</summary>
    public static RequestException NotInitialized() => new((int)ErrorCodes.ServerNotInitialized, "The server awaits the request 'initialize' first.") { IsRefusal = true };

    /// <summary>Nothing is answered after <c>shutdown</c>, and <c>initialize</c> only once.</summary>
    public static RequestException Refused(string message) => new((int)ErrorCodes.InvalidRequest, message) { IsRefusal = true };

    /// <summary>The documents changed while the request ran.</summary>
    public static RequestException ContentModified() => new((int)LSPErrorCodes.ContentModified, "The text changed while the answer was computed.");

    /// <summary>The user cancelled the request.</summary>
    public static RequestException Cancelled() => new((int)LSPErrorCodes.RequestCancelled, "Cancelled.");

    /// <summary>The request was well formed and failed, with a message for people.</summary>
    public static RequestException Failed(string message, Exception? inner = null) => new((int)LSPErrorCodes.RequestFailed, message, inner);
}
