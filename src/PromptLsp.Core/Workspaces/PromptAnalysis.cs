using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Rules;
using PromptLsp.Core.Symbols;
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
        new PartialRule(),
        new NamedFileRule(),
    ];

    private readonly Lazy<PromptSymbols> _symbols;
    private readonly Lazy<RenderResult> _preview;

    internal PromptAnalysis(WorkspaceSnapshot snapshot, PromptDocument prompt)
    {
        Snapshot = snapshot;
        Prompt = prompt;
        _symbols = new Lazy<PromptSymbols>(() => SymbolFinder.Find(prompt, snapshot.Files));
        _preview = new Lazy<RenderResult>(RenderPreview);
    }

    /// <summary>The snapshot it belongs to.</summary>
    public WorkspaceSnapshot Snapshot { get; }

    /// <summary>The prompt.</summary>
    public PromptDocument Prompt { get; }

    /// <summary>Its names.</summary>
    public PromptSymbols Symbols => _symbols.Value;

    /// <summary>The prompt rendered with samples and defaults, as far as it can be: what the editor shows counts of.</summary>
    public RenderResult Preview => _preview.Value;

    /// <summary>All findings, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> GetDiagnostics(CancellationToken cancellationToken)
    {
        var context = new RuleContext(Snapshot, Prompt, Symbols);
        var found = Prompt.Syntax.Diagnostics.AddRange(Prompt.DefinitionDiagnostics).ToBuilder();
        foreach (var rule in _rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange(rule.Check(context));
        }

        return [.. found.Distinct().OrderBy(diagnostic => diagnostic.Span.Start).ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal)];
    }

    private RenderResult RenderPreview()
    {
        var limits = RenderLimits.Default with { Time = TimeSpan.FromSeconds(1), OutputLength = 4 * 1024 * 1024 };
        var options = RenderOptions.Preview with { Limits = limits };
        return new PromptRenderer(Snapshot.Files, Snapshot.Time)
            .Render(Prompt, InputBinder.BindPreview(Prompt.Definition), options, CancellationToken.None);
    }
}
