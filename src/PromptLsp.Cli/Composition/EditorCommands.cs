using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PromptLsp.Cli.Output;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Evaluation.Suites;
using PromptLsp.Models.Loading;
using PromptLsp.Server.Commands;

namespace PromptLsp.Cli.Composition;

/// <summary>Does what the editor's commands ask for, with the very parts that the command line uses.</summary>
internal sealed class EditorCommands : IPromptCommands, IAsyncDisposable
{
    private readonly ProcessModels _models = new();

    /// <inheritdoc/>
    public async Task<CommandDocument?> RenderAsync(PromptCommandRequest request, CancellationToken cancellationToken)
    {
        await using var runtime = new WorkspaceRuntime(request.Workspace, _models);
        var prompt = PromptOf(request);
        var execution = await GuardAsync(async () =>
        {
            await PrepareAsync(runtime, prompt, request, cancellationToken);
            return await runtime.Executor.ExecuteAsync(RequestFor(prompt, request) with { IsRenderOnly = true }, cancellationToken);
        });
        if (execution.Error is { } error)
        {
            throw new PromptCommandException(error);
        }

        var tokens = execution.RenderedTokens is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} tokens for {execution.ModelId}\n\n") : "";
        return new CommandDocument(Title(prompt, "rendered"), "markdown", tokens + MessageText.Of(execution.Rendered!) + "\n");
    }

    /// <inheritdoc/>
    public async Task<CommandDocument?> RunAsync(PromptCommandRequest request, CancellationToken cancellationToken)
    {
        await using var runtime = new WorkspaceRuntime(request.Workspace, _models);
        var prompt = PromptOf(request);
        var execution = await GuardAsync(async () =>
        {
            await PrepareAsync(runtime, prompt, request, cancellationToken);
            return await SingleRun.ExecuteAsync(
                runtime.Executor, runtime.Store, prompt, RequestFor(prompt, request), "editor", request.Workspace.Files.RootPath, request.Workspace.Time, cancellationToken);
        });
        return execution.Error is { } error
            ? throw new PromptCommandException(error)
            : new CommandDocument(Title(prompt, "answer"), "markdown", $"{execution.Output}\n\n---\n{ExecutionSummary.Of(execution)}\n");
    }

    /// <inheritdoc/>
    public async Task<CommandDocument?> EvalAsync(PromptCommandRequest request, CancellationToken cancellationToken)
    {
        await using var runtime = new WorkspaceRuntime(request.Workspace, _models);
        var suites = SuitesFor(request);
        var text = new StringBuilder();
        foreach (var suite in suites)
        {
            text.Append(await GuardAsync(() => EvaluateAsync(runtime, suite, request, cancellationToken)));
        }

        return new CommandDocument(Path.GetFileName(request.Path) + " (evaluation)", "markdown", text.ToString());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _models.DisposeAsync();

    private static async Task<string> EvaluateAsync(WorkspaceRuntime runtime, string suitePath, PromptCommandRequest request, CancellationToken cancellationToken)
    {
        var suite = SuiteRun.Load(runtime, suitePath, cancellationToken);
        await IndexPreparation.EnsureAsync(runtime, suite.Prompts, message => request.OnProgress(new CommandProgress(message)), cancellationToken);
        var observer = new ProgressObserver(progress => request.OnProgress(new CommandProgress(
            $"{progress.Done} of {progress.Total} cases, {progress.Failed + progress.Errors} failed", progress.Total == 0 ? 100 : progress.Done * 100 / progress.Total)));
        var summary = await SuiteRun.RunAsync(runtime, suite, SuiteRun.DefaultOptions(runtime), observer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return await SuiteRun.MarkdownAsync(runtime, summary, cancellationToken);
    }

    private static ImmutableArray<string> SuitesFor(PromptCommandRequest request)
    {
        if (request.Path.EndsWith(EvaluationSuite.FileSuffix, StringComparison.OrdinalIgnoreCase))
        {
            return [request.Path];
        }

        var files = request.Workspace.Files;
        var found = files.Find(files.RootPath, ["**/*" + EvaluationSuite.FileSuffix])
            .Where(path => SuiteLoader.Load(path, files, CancellationToken.None).Suite?.Prompts.Contains(request.Path) ?? false)
            .ToImmutableArray();
        return found.IsEmpty
            ? throw new PromptCommandException($"No suite names {Path.GetFileName(request.Path)}. Write one: a file NAME{EvaluationSuite.FileSuffix} with `prompts:` and `tests:`.")
            : found;
    }

    private static PromptDocument PromptOf(PromptCommandRequest request) => request.Workspace.GetPrompt(request.Path)
        ?? throw new PromptCommandException($"{request.Path}: {request.Workspace.Files.Read(request.Path).Reason}");

    /// <summary>The values of a preview; an input that has neither sample nor default is left to be reported as missing.</summary>
    private static PromptExecutionRequest RequestFor(PromptDocument prompt, PromptCommandRequest request)
    {
        var declared = prompt.Definition.Inputs.Where(input => input.Sample is not null || input.Default is not null).Select(input => input.Name).ToHashSet();
        var values = InputBinder.BindPreview(prompt.Definition).Where(pair => declared.Contains(pair.Key)).ToImmutableDictionary();
        return new PromptExecutionRequest(RecordId.New(request.Workspace.Time), prompt.Path, values, null)
        {
            OnStage = stage => request.OnProgress(new CommandProgress(stage)),
        };
    }

    private static Task PrepareAsync(WorkspaceRuntime runtime, PromptDocument prompt, PromptCommandRequest request, CancellationToken cancellationToken) =>
        IndexPreparation.EnsureAsync(runtime, [prompt.Path], message => request.OnProgress(new CommandProgress(message)), cancellationToken);

    private static string Title(PromptDocument prompt, string what) => $"{Path.GetFileName(prompt.Path)} ({what})";

    /// <summary>Failures of the outside world become messages for the editor's user; anything else is ours and passes.</summary>
    private static async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is CliException or StoreException or RetrievalException or ModelLoadException)
        {
            throw new PromptCommandException(exception.Message, exception);
        }
    }
}
