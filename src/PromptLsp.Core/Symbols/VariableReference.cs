using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Symbols;

/// <summary>What a name in a template means.</summary>
public enum VariableKind
{
    /// <summary>An input of the front matter.</summary>
    Input,

    /// <summary>A retrieval of the front matter.</summary>
    Context,

    /// <summary>A variable of the template: assigned, captured, a loop's, a function's or its parameter.</summary>
    Local,

    /// <summary>A function or group of functions of the template language.</summary>
    BuiltIn,

    /// <summary>It may come from an object whose names are not known, as inside <c>with</c> or behind <c>import</c>.</summary>
    Dynamic,

    /// <summary>Nothing declares it.</summary>
    Undefined,
}

/// <summary>A place where a template names a variable.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it means.</param>
/// <param name="FilePath">The file: the prompt or a partial.</param>
/// <param name="Span">Where the name stands. For a query in the front matter that is written with escapes: the whole query.</param>
/// <param name="Root">The input or context that its value comes from, through loops and assignments; null where there is none.</param>
/// <param name="IsElement">True where it is one element of the root: a loop's variable over it.</param>
/// <param name="Members">The members that follow, such as <c>text</c> in <c>d.text</c>.</param>
/// <param name="IsWrite">True where a value is given to it.</param>
public sealed record VariableReference(
    string Name,
    VariableKind Kind,
    string FilePath,
    TextSpan Span,
    string? Root,
    bool IsElement,
    ImmutableArray<MemberReference> Members,
    bool IsWrite = false)
{
    /// <summary>The call of <c>include</c> in the prompt through which a partial's reference comes in; null for the prompt's own.</summary>
    public TextSpan? IncludedAt { get; init; }

    /// <summary>True where the template sets it, but certainly not before this place; its kind is <see cref="VariableKind.Undefined"/> then.</summary>
    public bool IsReadBeforeSet { get; init; }
}

/// <summary>A member as a template names it.</summary>
public sealed record MemberReference(string Name, TextSpan Span);
