using System.Text.Json;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The editor is ready: asks it to watch files and for the user's settings.</summary>
internal sealed class InitializedHandler()
    : NotificationHandler<InitializedParams>(LspMethods.Initialized, RequestSchedule.Mutating, ProtocolJson.Default.InitializedParams)
{
    /// <inheritdoc/>
    protected override void Handle(InitializedParams parameters, RequestContext context) => context.Session.Registrations.Begin(context.Client);
}

/// <summary>Ends the work; only <c>exit</c> may follow.</summary>
internal sealed class ShutdownHandler()
    : QueryHandler<JsonElement, JsonElement[]>(
        LspMethods.Shutdown, RequestSchedule.Mutating, ProtocolJson.Default.JsonElement, ProtocolJson.Default.JsonElementArray)
{
    /// <inheritdoc/>
    protected override JsonElement[]? Handle(JsonElement parameters, RequestContext context, CancellationToken cancellationToken)
    {
        context.Session.Lifecycle.ShutDown();
        return null;
    }
}

/// <summary>Ends the process.</summary>
internal sealed class ExitHandler()
    : NotificationHandler<JsonElement>(LspMethods.Exit, RequestSchedule.OutOfBand, ProtocolJson.Default.JsonElement)
{
    /// <inheritdoc/>
    protected override void Handle(JsonElement parameters, RequestContext context) => context.Session.End(context.Session.Lifecycle.ExitCode);
}

/// <summary>Sets how much the editor wants to know of each request.</summary>
internal sealed class SetTraceHandler()
    : NotificationHandler<SetTraceParams>(LspMethods.SetTrace, RequestSchedule.OutOfBand, ProtocolJson.Default.SetTraceParams)
{
    /// <inheritdoc/>
    protected override void Handle(SetTraceParams parameters, RequestContext context) => context.Session.Log.SetTrace(parameters.Value);
}
