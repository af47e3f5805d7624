using PromptLsp.Cli.Output;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Results;

namespace PromptLsp.Cli.Composition;

/// <summary>Executes one prompt and keeps the run, its result and its attempts in the database.</summary>
internal static class SingleRun
{
    /// <summary>Executes; the result is stored before it is returned.</summary>
    /// <param name="executor">Executes.</param>
    /// <param name="store">Keeps it.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="request">What is asked for; its run id is the run's.</param>
    /// <param name="kind"><c>run</c> or <c>editor</c>.</param>
    /// <param name="rootPath">The workspace root.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it; the run is marked as interrupted.</param>
    public static async Task<PromptExecution> ExecuteAsync(
        IPromptExecutor executor,
        IResultStore store,
        PromptDocument prompt,
        PromptExecutionRequest request,
        string kind,
        string rootPath,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var name = Path.GetRelativePath(rootPath, prompt.Path).Replace('\\', '/');
        var settings = JsonText.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", request.ModelId ?? prompt.Definition.Model.Id);
            writer.WriteEndObject();
        });
        await store.BeginRunAsync(new RunRecord(request.RunId, kind, name, time.GetUtcNow(), ProductVersion.Text, settings, 1), cancellationToken);
        var status = RunStatus.Interrupted;
        try
        {
            var execution = await executor.ExecuteAsync(request, cancellationToken);
            await store.RecordResultAsync(ExecutionRecords.Of(execution, request, RecordId.New(time), name), CancellationToken.None);
            status = execution.Error is null ? RunStatus.Completed : RunStatus.Failed;
            return execution;
        }
        finally
        {
            await store.CompleteRunAsync(request.RunId, status, time.GetUtcNow(), CancellationToken.None);
        }
    }
}
