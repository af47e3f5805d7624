using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Templates;

/// <summary>What a tag is.</summary>
public enum TemplateTagKind
{
    /// <summary>Code between <c>{{</c> and <c>}}</c>.</summary>
    Code,

    /// <summary>A Liquid tag between <c>{%</c> and <c>%}</c>.</summary>
    LiquidTag,

    /// <summary>Text that is not parsed: <c>{%{ … }%}</c>, or Liquid's <c>{% raw %} … {% endraw %}</c>.</summary>
    Verbatim,

    /// <summary>Liquid's <c>{% comment %} … {% endcomment %}</c>.</summary>
    Comment,
}

/// <summary>A tag of a template, found by its brackets, whatever its code holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">All of it, brackets included.</param>
/// <param name="Code">What stands between the brackets, white-space marks left out.</param>
/// <param name="IsClosed">False where the closing bracket is missing; the tag then ends with its line.</param>
public sealed record TemplateTag(TemplateTagKind Kind, TextSpan Span, TextSpan Code, bool IsClosed)
{
    /// <summary>Where a string opens that does not close before the tag should end; null where all is well.</summary>
    public int? UnterminatedString { get; init; }
}
