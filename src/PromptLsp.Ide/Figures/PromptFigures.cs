using System.Collections.Immutable;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Figures;

/// <summary>
/// The numbers that the editor shows of a prompt: the tokens of its preview, and how far they can be trusted. A value that nobody has given yet is
/// named instead of counted as nothing; where the template is broken the count is marked as an estimate.
/// </summary>
internal sealed class PromptFigures
{
    private readonly PromptAnalysis _analysis;
    private readonly ImmutableArray<(TextSpan Span, bool ReachesOn)> _faults;
    private readonly ImmutableArray<(int At, string Name)> _missing;

    private PromptFigures(PromptAnalysis analysis, PromptTokenReport report)
    {
        _analysis = analysis;
        Report = report;
        _faults = [.. Faults()];
        _missing = [.. MissingReferences()];
        Messages = [.. analysis.Prompt.Syntax.Messages.Select(Count)];
        Missing = MissingIn(new TextSpan(0, analysis.Prompt.Source.Length));
        IsExact = _faults.IsEmpty;
    }

    /// <summary>The count of the preview.</summary>
    public PromptTokenReport Report { get; }

    /// <summary>The messages that the file writes, in order.</summary>
    public ImmutableArray<MessageFigures> Messages { get; }

    /// <summary>What the template uses and nobody has given a value for: inputs without sample and default, and retrieved passages.</summary>
    public ImmutableArray<string> Missing { get; }

    /// <summary>False where the template is broken or fails, so that parts of it are not counted.</summary>
    public bool IsExact { get; }

    /// <summary>The figures of a prompt; null where its model's tokenizer is not known, since then nothing can be told.</summary>
    public static PromptFigures? Of(PromptAnalysis analysis) => analysis.TokenReport is { } report ? new PromptFigures(analysis, report) : null;

    private MessageFigures Count(MessageSyntax message)
    {
        var rendered = _analysis.Preview.Prompt?.Messages ?? [];
        var tokens = 0;
        var isRendered = false;
        for (var i = 0; i < rendered.Length && i < Report.Messages.Length; i++)
        {
            if (ReferenceEquals(rendered[i].Source, message))
            {
                tokens += Report.Messages[i].Tokens;
                isRendered = true;
            }
        }

        return new MessageFigures(message, tokens, isRendered, !_faults.Any(fault => Reaches(fault, message)), MissingIn(message.Span));
    }

    /// <summary>The places where the preview leaves something out.</summary>
    private IEnumerable<(TextSpan Span, bool ReachesOn)> Faults()
    {
        foreach (var diagnostic in _analysis.Prompt.Syntax.Template.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))
        {
            // A block without end takes in all that follows it.
            yield return (diagnostic.Span, diagnostic.Code is DiagnosticCodes.UnbalancedBlock or DiagnosticCodes.TemplateSyntax);
        }

        foreach (var reference in _analysis.Symbols.References.Where(found => found.Kind == VariableKind.Undefined && !found.IsWrite))
        {
            yield return (reference.IncludedAt ?? reference.Span, false);
        }

        foreach (var partial in _analysis.Symbols.Partials.Where(partial => partial.Path is null || partial.IsCycle))
        {
            yield return (partial.IncludedAt ?? partial.Span, false);
        }

        foreach (var error in _analysis.Preview.Errors.Where(error => error.FilePath == _analysis.Prompt.Path))
        {
            yield return (error.Span, true);
        }
    }

    private static bool Reaches((TextSpan Span, bool ReachesOn) fault, MessageSyntax message) =>
        fault.Span.Start < message.Span.End && (fault.ReachesOn || fault.Span.End > message.Span.Start);

    /// <summary>The places in the body that use what nobody has given a value for, with its name.</summary>
    private IEnumerable<(int At, string Name)> MissingReferences()
    {
        var body = _analysis.Prompt.Syntax.Body;
        var definition = _analysis.Prompt.Definition;
        var without = definition.Inputs.Where(input => input.Sample is null && input.Default is null).Select(input => input.Name)
            .Concat(definition.Contexts.Select(context => context.Name).Where(name => definition.FindInput(name) is null))
            .ToHashSet();
        return _analysis.Symbols.References
            .Where(reference => !reference.IsWrite && reference.Root is { } root && without.Contains(root))
            .Select(reference => ((reference.IncludedAt ?? reference.Span).Start, reference.Root!))
            .Where(found => body.Contains(found.Item1));
    }

    private ImmutableArray<string> MissingIn(TextSpan span) => [.. _missing.Where(found => span.Contains(found.At)).Select(found => found.Name).Distinct()];
}

/// <summary>The numbers of one message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Tokens">Tokens of its content in the preview, without the chat format's overhead.</param>
/// <param name="IsRendered">False where the preview leaves the message out: a condition is not met.</param>
/// <param name="IsExact">False where something in it is broken.</param>
/// <param name="Missing">What it uses and nobody has given a value for.</param>
internal sealed record MessageFigures(MessageSyntax Message, int Tokens, bool IsRendered, bool IsExact, ImmutableArray<string> Missing)
{
    /// <summary>In a few words: <c>128 tokens</c>, <c>12 tokens + question</c>, <c>~40 tokens</c>; null where nothing can be told.</summary>
    public string? Label => (IsRendered, IsExact) switch
    {
        (false, false) => null,
        (false, true) when Missing.IsEmpty => "not sent with these values",
        _ => FigureText.Tokens(Tokens, IsExact) + FigureText.Plus(Missing),
    };
}
