using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using Scriban.Syntax;

namespace PromptLsp.Syntax.Templates;

/// <summary>A parsed template: Scriban's tree with offsets of the whole document, and the tags by their brackets.</summary>
/// <param name="Language">The language of the tags.</param>
/// <param name="Page">Scriban's tree; its spans are inclusive at the end: convert with <see cref="ScriptSpans"/>.</param>
/// <param name="Tags">All tags in order, closed or not.</param>
/// <param name="Blocks">Blocks in the order of their openings.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
public sealed record TemplateSyntax(
    TemplateLanguage Language,
    ScriptPage Page,
    ImmutableArray<TemplateTag> Tags,
    ImmutableArray<TemplateBlock> Blocks,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>True where the tree is not what its author meant.</summary>
    public bool HasErrors { get; } = Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The tag in which a caret at <paramref name="offset"/> stands between the brackets, or null.</summary>
    public TemplateTag? TagAt(int offset) =>
        Tags.LastOrDefault(tag => tag.Kind is TemplateTagKind.Code or TemplateTagKind.LiquidTag && tag.Code.Touches(offset) && tag.Span.Start + 2 <= offset);
}
