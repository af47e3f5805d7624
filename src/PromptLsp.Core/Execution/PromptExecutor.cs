using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tools;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Execution;

/// <summary>Executes prompts: retrieval, rendering, budget, model call.</summary>
/// <param name="workspace">Gives the snapshot that an execution reads.</param>
/// <param name="retriever">Searches the indexes.</param>
/// <param name="clients">Gives clients for models; they record each attempt.</param>
public sealed class PromptExecutor(Func<WorkspaceSnapshot> workspace, IRetriever retriever, IChatClientProvider clients) : IPromptExecutor
{
    /// <summary>Counts passages where the model's own tokenizer is not known.</summary>
    private const string FallbackTokenizer = "o200k_base";

    /// <inheritdoc/>
    public async Task<PromptExecution> ExecuteAsync(PromptExecutionRequest request, CancellationToken cancellationToken)
    {
        var snapshot = workspace();
        var execution = new PromptExecution
        {
            CallId = RecordId.New(snapshot.Time),
            ModelId = request.ModelId ?? "",
            PromptHash = "",
            StartedAt = snapshot.Time.GetUtcNow(),
        };
        var read = snapshot.Files.Read(request.PromptPath);
        if (read.Text is null || snapshot.GetPrompt(request.PromptPath) is not { } prompt)
        {
            return execution with { ErrorStage = "prompt", Error = $"{request.PromptPath}: {read.Reason}" };
        }

        execution = execution with { PromptHash = prompt.Hash, ModelId = request.ModelId ?? prompt.Definition.Model.Id ?? "" };
        if (execution.ModelId.Length == 0 && !request.IsRenderOnly)
        {
            return execution with { ErrorStage = "configuration", Error = $"{prompt.Path}: the prompt names no model. Write `model: provider/name`, or give one." };
        }

        var (values, errors) = InputBinder.Bind(prompt, request.Variables);
        errors = errors.AddRange(InputsOverLimit(snapshot, prompt, values, execution.ModelId));
        return errors.IsEmpty
            ? await RetrieveAsync(snapshot, prompt, values, request, execution, cancellationToken)
            : WithErrors(execution, errors);
    }

    private async Task<PromptExecution> RetrieveAsync(
        WorkspaceSnapshot snapshot,
        PromptDocument prompt,
        ImmutableDictionary<string, JsonElement> values,
        PromptExecutionRequest request,
        PromptExecution execution,
        CancellationToken cancellationToken)
    {
        var renderer = new PromptRenderer(snapshot.Files, snapshot.Time);
        if (!prompt.Definition.Contexts.IsEmpty)
        {
            request.OnStage?.Invoke("retrieving");
            var started = snapshot.Time.GetTimestamp();
            try
            {
                var filler = new ContextFiller(retriever, renderer);
                var (contexts, errors) = await filler.FillAsync(prompt, values, CounterOf(snapshot, execution.ModelId), cancellationToken);
                execution = execution with { Contexts = contexts, RetrievalTime = snapshot.Time.GetElapsedTime(started) };
                if (!errors.IsEmpty)
                {
                    return WithErrors(execution, errors);
                }
            }
            catch (RetrievalException exception)
            {
                return execution with { ErrorStage = "retrieval", Error = exception.Message, RetrievalTime = snapshot.Time.GetElapsedTime(started) };
            }

            values = values.SetItems(execution.Contexts.Select(context => KeyValuePair.Create(context.Name, ContextFiller.ToValue(context))));
        }

        return await RenderAsync(snapshot, renderer, prompt, values, request, execution, cancellationToken);
    }

    private async Task<PromptExecution> RenderAsync(
        WorkspaceSnapshot snapshot,
        PromptRenderer renderer,
        PromptDocument prompt,
        ImmutableDictionary<string, JsonElement> values,
        PromptExecutionRequest request,
        PromptExecution execution,
        CancellationToken cancellationToken)
    {
        request.OnStage?.Invoke("rendering");
        var started = snapshot.Time.GetTimestamp();
        var result = renderer.Render(prompt, values, RenderOptions.Strict, cancellationToken);
        if (result.Prompt is not { } rendered)
        {
            return WithErrors(execution with { RenderTime = snapshot.Time.GetElapsedTime(started) }, result.Errors);
        }

        var fitted = PromptBudget.Fit(snapshot, prompt, rendered, execution.ModelId, cancellationToken);
        execution = execution with { Rendered = fitted.Prompt, RenderedTokens = fitted.Tokens, RenderTime = snapshot.Time.GetElapsedTime(started) };
        if (fitted.Error is { } error)
        {
            return execution with { ErrorStage = "prompt", Error = error };
        }

        return request.IsRenderOnly ? execution : await CallAsync(snapshot, prompt, fitted.Prompt, request, execution, cancellationToken);
    }

    private async Task<PromptExecution> CallAsync(
        WorkspaceSnapshot snapshot,
        PromptDocument prompt,
        RenderedPrompt rendered,
        PromptExecutionRequest request,
        PromptExecution execution,
        CancellationToken cancellationToken)
    {
        if (!TryReadSchema(snapshot, prompt, out var schema, out var schemaError))
        {
            return execution with { ErrorStage = "prompt", Error = schemaError };
        }

        var tools = PromptTools.Load(snapshot.Files, prompt);
        if (tools.Problems.FirstOrDefault() is { } problem)
        {
            return execution with { ErrorStage = "prompt", Error = $"{prompt.Path}: {problem.Message}" };
        }

        request.OnStage?.Invoke("calling");
        var started = snapshot.Time.GetTimestamp();
        var first = execution.Contexts.FirstOrDefault();
        var context = new CallContext(
            execution.CallId, request.RunId, "answer", first?.Query, [.. execution.Contexts.SelectMany(packed => packed.Packed)], schema is null && tools.Definitions.IsEmpty ? execution.RenderedTokens : null);
        try
        {
            using var client = clients.GetClient(execution.ModelId, context);
            var options = ChatRequest.Options(prompt.Definition, schema, tools.Definitions);
            var response = await SendAsync(client, ChatRequest.Messages(rendered), options, request.OnText, cancellationToken);
            return WithResponse(snapshot, execution with { CallTime = snapshot.Time.GetElapsedTime(started) }, response);
        }
        catch (ModelCallException exception)
        {
            var stage = exception.Failure == ModelCallFailure.Configuration ? "configuration" : "provider";
            return execution with { ErrorStage = stage, Error = exception.Message, CallTime = snapshot.Time.GetElapsedTime(started) };
        }
    }

    private static async Task<ChatResponse> SendAsync(
        IChatClient client, List<ChatMessage> messages, ChatOptions options, Action<string>? onText, CancellationToken cancellationToken)
    {
        if (onText is null)
        {
            return await client.GetResponseAsync(messages, options, cancellationToken);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
            if (update.Text.Length > 0)
            {
                onText(update.Text);
            }
        }

        return updates.ToChatResponse();
    }

    private static PromptExecution WithResponse(WorkspaceSnapshot snapshot, PromptExecution execution, ChatResponse response) => execution with
    {
        Output = OutputOf(response),
        ToolCalls = ToolCalls.Of(response),
        InputTokens = response.Usage?.InputTokenCount,
        OutputTokens = response.Usage?.OutputTokenCount,
        FinishReason = response.FinishReason?.Value,
        CostUsd = snapshot.Catalogue.Find(execution.ModelId) is { } model
            ? CallCost.Compute(model, response.Usage?.InputTokenCount, response.Usage?.CachedInputTokenCount, response.Usage?.OutputTokenCount)
            : null,
    };

    /// <summary>The text; where there is none and the model asks for tools, their calls as JSON, so that they can be asserted on.</summary>
    private static string OutputOf(ChatResponse response) =>
        response.Text.Length == 0 && ToolCalls.Of(response) is { IsEmpty: false } calls ? ToolCalls.ToJson(calls) : response.Text;

    private static PromptExecution WithErrors(PromptExecution execution, ImmutableArray<RenderError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(error);
        }

        return execution with { ErrorStage = "prompt", Error = text.ToString() };
    }

    private static IEnumerable<RenderError> InputsOverLimit(
        WorkspaceSnapshot snapshot, PromptDocument prompt, ImmutableDictionary<string, JsonElement> values, string modelId)
    {
        foreach (var input in prompt.Definition.Inputs.Where(input => input.MaxTokens is not null))
        {
            if (InputTokenLimit.Check(input.Name, values[input.Name], input.MaxTokens!.Value, CounterOf(snapshot, modelId)) is { } excess)
            {
                yield return new RenderError(excess.Message, prompt.Path, input.NameSpan, prompt.Source.PositionOf(input.NameSpan.Start));
            }
        }
    }

    private static ITokenCounter CounterOf(WorkspaceSnapshot snapshot, string modelId)
    {
        var name = snapshot.Catalogue.Find(modelId)?.Tokenizer;
        return (name is null ? null : snapshot.TokenCounters.Find(name))
            ?? snapshot.TokenCounters.Find(FallbackTokenizer)
            ?? throw new InvalidOperationException($"The tokenizer {FallbackTokenizer} is missing from this build.");
    }

    private static bool TryReadSchema(WorkspaceSnapshot snapshot, PromptDocument prompt, out JsonElement? schema, out string? error)
    {
        schema = prompt.Definition.Output?.Schema;
        error = null;
        if (prompt.Definition.Output?.SchemaPath is not { } path)
        {
            return true;
        }

        var (status, absolute) = snapshot.Files.Resolve(prompt.Path, path);
        if (status != FileReadStatus.Ok || snapshot.Files.Read(absolute).Text is not { } text)
        {
            error = $"{prompt.Path}: the schema `{path}` cannot be read. Name a file inside the workspace.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text.Text);
            schema = document.RootElement.Clone();
            return true;
        }
        catch (JsonException exception)
        {
            error = $"{absolute}:{(exception.LineNumber ?? 0) + 1}: the schema is no JSON: {exception.Message}";
            return false;
        }
    }
}
