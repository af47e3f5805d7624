using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Rows;

/// <summary>
/// Counts a prompt with each of its rows: each row is rendered, and of what is rendered only that is counted anew which is near a value.
/// Memory grows with the number of rows by one figure and with the prompt, not with what is rendered.
/// </summary>
public static class RowTokenCounter
{
    /// <summary>Rows are counted for this long at most; templates of a strange repository could take seconds each.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private static readonly RenderOptions _options = new() { Limits = RenderLimits.Default with { Time = TimeSpan.FromSeconds(1) } };

    private static readonly JsonElement _noPassages = JsonDocument.Parse("[]").RootElement.Clone();

    /// <summary>Counts a prompt for a model.</summary>
    /// <param name="snapshot">Gives the partials and the clock.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="counter">The model's tokenizer.</param>
    /// <param name="model">The model, for overhead and window; null where it is not known.</param>
    /// <param name="cancellationToken">Checked before each row.</param>
    /// <returns>The figures; null where there is no row.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RowTokenReport? Count(
        WorkspaceSnapshot snapshot, PromptDocument prompt, IReadOnlyList<PromptRow> rows, ITokenCounter counter, ModelInfo? model, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var renderer = new PromptRenderer(snapshot.Files, snapshot.Time).WithSharedPartials();
        var tokens = new SegmentTokenCounter(counter, model);
        var tally = new RowTally(rows.Count, PromptLimit.For(model, prompt.Definition.Model.MaxOutputTokens, prompt.Definition.Budget.InputTokens));
        var started = snapshot.Time.GetTimestamp();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (snapshot.Time.GetElapsedTime(started) > _patience)
            {
                break;
            }

            Add(prompt, row, renderer, tokens, tally, cancellationToken);
        }

        return tally.ToReport();
    }

    private static void Add(
        PromptDocument prompt, PromptRow row, PromptRenderer renderer, SegmentTokenCounter tokens, RowTally tally, CancellationToken cancellationToken)
    {
        var (values, errors) = InputBinder.Bind(prompt, row.Values);
        var result = errors.IsEmpty ? renderer.Render(prompt, WithoutPassages(prompt, values), _options, cancellationToken) : new RenderResult(null, errors);
        if (result.Prompt is { } rendered)
        {
            tally.Add(row.Name, tokens.Count(rendered));
        }
        else
        {
            tally.AddFailure(row.Name, result.Errors[0].Message);
        }
    }

    /// <summary>What a call retrieves is not known before it: a context counts as nothing.</summary>
    private static ImmutableDictionary<string, JsonElement> WithoutPassages(PromptDocument prompt, ImmutableDictionary<string, JsonElement> values)
    {
        foreach (var context in prompt.Definition.Contexts)
        {
            values = values.SetItem(context.Name, _noPassages);
        }

        return values;
    }
}
