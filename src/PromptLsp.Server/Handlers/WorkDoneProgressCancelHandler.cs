using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The user pressed cancel on a progress display.</summary>
internal sealed class WorkDoneProgressCancelHandler()
    : NotificationHandler<WorkDoneProgressCancelParams>(
        LspMethods.WindowWorkDoneProgressCancel, RequestSchedule.OutOfBand, ProtocolJson.Default.WorkDoneProgressCancelParams)
{
    /// <inheritdoc/>
    protected override void Handle(WorkDoneProgressCancelParams parameters, RequestContext context) =>
        context.Session.Progress.Cancel(parameters.Token);
}
