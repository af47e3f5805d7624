using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Handlers;

/// <summary>Answers one method: decodes, asks the inner layers, encodes. Has no state of its own.</summary>
/// <param name="method">The method's name on the wire.</param>
/// <param name="schedule">When it runs.</param>
internal abstract class Handler(string method, RequestSchedule schedule)
{
    /// <summary>The method's name on the wire.</summary>
    public string Method => method;

    /// <summary>When it runs.</summary>
    public RequestSchedule Schedule => schedule;

    /// <summary>True for a notification: its failure goes to the log, for there is no answer to carry it.</summary>
    public abstract bool IsNotification { get; }

    /// <summary>True where a change of the documents makes the answer worthless.</summary>
    public virtual bool YieldsToChanges => Schedule is RequestSchedule.LatencySensitive or RequestSchedule.Background;

    /// <summary>True where the server's texts may differ from the editor's after a failure, so that every later answer would be wrong.</summary>
    public virtual bool SynchronizesText => false;

    /// <summary>Handles one call.</summary>
    /// <exception cref="RequestException">It is answered with an error of the protocol.</exception>
    public abstract Task<WirePayload> InvokeAsync(WirePayload parameters, RequestContext context, CancellationToken cancellationToken);

    /// <summary>Decodes the parameters.</summary>
    /// <exception cref="RequestException">They are not what the method takes.</exception>
    protected T Decode<T>(WirePayload parameters, JsonTypeInfo<T> type)
    {
        try
        {
            return parameters.Decode(type);
        }
        catch (JsonException ex)
        {
            throw RequestException.InvalidParams($"The parameters of {Method} cannot be read: {ex.Message}", ex);
        }
    }
}

/// <summary>Answers a request.</summary>
internal abstract class RequestHandler<TParams, TResult>(
    string method, RequestSchedule schedule, JsonTypeInfo<TParams> parametersType, JsonTypeInfo<TResult> resultType)
    : Handler(method, schedule)
{
    /// <inheritdoc/>
    public sealed override bool IsNotification => false;

    /// <inheritdoc/>
    public sealed override async Task<WirePayload> InvokeAsync(WirePayload parameters, RequestContext context, CancellationToken cancellationToken) =>
        WirePayload.Of(await HandleAsync(Decode(parameters, parametersType), context, cancellationToken), resultType);

    /// <summary>Answers; null is the answer <c>null</c>.</summary>
    protected abstract Task<TResult?> HandleAsync(TParams parameters, RequestContext context, CancellationToken cancellationToken);
}

/// <summary>Answers a request by computing alone.</summary>
internal abstract class QueryHandler<TParams, TResult>(
    string method, RequestSchedule schedule, JsonTypeInfo<TParams> parametersType, JsonTypeInfo<TResult> resultType)
    : RequestHandler<TParams, TResult>(method, schedule, parametersType, resultType)
{
    /// <summary>Answers; null is the answer <c>null</c>.</summary>
    protected abstract TResult? Handle(TParams parameters, RequestContext context, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override Task<TResult?> HandleAsync(TParams parameters, RequestContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Handle(parameters, context, cancellationToken));
}

/// <summary>Takes a notification in.</summary>
internal abstract class NotificationHandler<TParams>(string method, RequestSchedule schedule, JsonTypeInfo<TParams> parametersType)
    : Handler(method, schedule)
{
    /// <inheritdoc/>
    public sealed override bool IsNotification => true;

    /// <inheritdoc/>
    public sealed override Task<WirePayload> InvokeAsync(WirePayload parameters, RequestContext context, CancellationToken cancellationToken)
    {
        Handle(Decode(parameters, parametersType), context);
        return Task.FromResult(WirePayload.Null);
    }

    /// <summary>Takes it in.</summary>
    protected abstract void Handle(TParams parameters, RequestContext context);
}
