using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Rules;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tools;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Workspaces;

/// <summary>All that can be said of a prompt in one snapshot. Each part is computed at the first use. Safe for concurrent readers.</summary>
public sealed class PromptAnalysis
{
    private static readonly ImmutableArray<IPromptRule> _rules =
    [
        new UndefinedVariableRule(),
        new UnusedInputRule(),
        new UnknownPropertyRule(),
        new MessagesNotAloneRule(),
        new UntrustedInSystemRule(),
        new SpecialTokenRule(),
        new PartialRule(),
        new NamedFileRule(),
        new ToolRule(),
        new ModelRule(),
        new TokenRule(),
        new RowTokenRule(),
    ];

    private readonly Lazy<PromptSymbols> _symbols;
    private readonly Lazy<RenderResult> _preview;
    private readonly Lazy<ITokenCounter?> _counter;
    private readonly Lazy<PromptTokenReport?> _tokens;
    private readonly Lazy<TruncationPlan?> _truncation;
    private readonly Lazy<PromptTools> _tools;

    private readonly PromptMemory _memory;

    internal PromptAnalysis(WorkspaceSnapshot snapshot, PromptDocument prompt, PromptMemory memory)
    {
        Snapshot = snapshot;
        Prompt = prompt;
        _memory = memory;
        _symbols = new Lazy<PromptSymbols>(() => SymbolFinder.Find(prompt, snapshot.Files));
        _preview = new Lazy<RenderResult>(RenderPreview);
        _counter = new Lazy<ITokenCounter?>(() => TokenCounter is { } counter && Preview.Prompt is { } rendered ? memory.CounterFor(rendered, counter) : null);
        _tokens = new Lazy<PromptTokenReport?>(CountPreview);
        _truncation = new Lazy<TruncationPlan?>(PlanPreview);
        _tools = new Lazy<PromptTools>(() => PromptTools.Load(snapshot.Files, prompt));
    }

    /// <summary>The snapshot it belongs to.</summary>
    public WorkspaceSnapshot Snapshot { get; }

    /// <summary>The prompt.</summary>
    public PromptDocument Prompt { get; }

    /// <summary>Its names.</summary>
    public PromptSymbols Symbols => _symbols.Value;

    /// <summary>The prompt rendered with samples and defaults, as far as it can be: what the editor shows counts of.</summary>
    public RenderResult Preview => _preview.Value;

    /// <summary>What is known of the prompt's model; null where it names none or one that is not known.</summary>
    public ModelInfo? Model => Prompt.Definition.Model.Id is { } id ? Snapshot.Catalogue.Find(id) : null;

    /// <summary>
    /// The tokenizer of the prompt's model; <c>o200k_base</c> where it names none. Null where the model's is not known: nothing is counted then.
    /// </summary>
    public ITokenCounter? TokenCounter => Prompt.Definition.Model.Id is null
        ? Snapshot.TokenCounters.Find(TokenCounterProvider.O200kBase)
        : Model?.Tokenizer is { } name ? Snapshot.TokenCounters.Find(name) : null;

    /// <summary>The tokens of <see cref="Preview"/>, exact for its values; null where the tokenizer is not known.</summary>
    public PromptTokenReport? TokenReport => _tokens.Value;

    /// <summary>What would be cut of <see cref="Preview"/>; null where the tokenizer is not known.</summary>
    public TruncationPlan? Truncation => _truncation.Value;

    /// <summary>The tools it names.</summary>
    public PromptTools Tools => _tools.Value;

    /// <summary>What the model and the prompt's budget allow.</summary>
    public PromptLimit Limit => PromptLimit.For(Model, Prompt.Definition.Model.MaxOutputTokens, Prompt.Definition.Budget.InputTokens);

    /// <summary>How the provider's count of the model's tokens differs from ours; null where it does not, or nothing was called yet.</summary>
    public TokenDrift? Drift => Snapshot.Drift.FirstOrDefault(drift => drift.ModelId == Prompt.Definition.Model.Id && drift.Differing > 0);

    /// <summary>The newest figures of the prompt with its rows; null where it has none or they are not counted yet.</summary>
    public RowFigures? RowTokens => Snapshot.RowTokens.Find(this);

    /// <summary>All findings, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> GetDiagnostics(CancellationToken cancellationToken)
    {
        var context = new RuleContext(this);
        var found = Prompt.Syntax.Diagnostics.AddRange(Prompt.DefinitionDiagnostics).ToBuilder();
        foreach (var rule in _rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(rule.Check(context));
        }

        return [.. found.Distinct().OrderBy(diagnostic => diagnostic.Span.Start).ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal)];
    }

    private PromptTokenReport? CountPreview()
    {
        if (_counter.Value is not { } counter || Preview.Prompt is not { } rendered)
        {
            return null;
        }

        var estimate = RequestEstimate.Of(Snapshot.Files, Prompt, Tools, counter, Model);
        return PromptTokenCounter.Count(rendered, counter, Model, Limit) with { Estimate = estimate };
    }

    private TruncationPlan? PlanPreview() => _counter.Value is { } counter && Preview.Prompt is { } rendered
        ? PromptBudget.Plan(Prompt.Definition, rendered, Model, counter, CancellationToken.None)
        : null;

    private RenderResult RenderPreview()
    {
        var limits = RenderLimits.Default with { Time = TimeSpan.FromSeconds(1), OutputLength = 4 * 1024 * 1024 };
        var options = RenderOptions.Preview with { Limits = limits, Earlier = _memory.Preview };
        var result = new PromptRenderer(Snapshot.Files, Snapshot.Time)
            .Render(Prompt, InputBinder.BindPreview(Prompt.Definition), options, CancellationToken.None);
        _memory.Remember(result.Prompt);
        return result;
    }
}
