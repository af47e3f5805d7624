using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>An input as the front matter declares it.</summary>
/// <param name="Name">Its name: the template's variable.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Span">The whole entry.</param>
public sealed record InputDeclaration(string Name, InputType Type, TextSpan NameSpan, TextSpan Span)
{
    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>True where a value must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value where none is given.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>A value for previews.</summary>
    public JsonElement? Sample { get; init; }

    /// <summary>The only values allowed; empty where any is.</summary>
    public ImmutableArray<JsonElement> Enum { get; init; } = [];

    /// <summary>The type of the items of a list; null where it is not declared.</summary>
    public InputType? ItemType { get; init; }

    /// <summary>The names of an object's properties, or of those of a list's items; empty where they are not declared.</summary>
    public ImmutableArray<string> Properties { get; init; } = [];

    /// <summary>True where the value comes from somebody who may mean harm.</summary>
    public bool IsUntrusted { get; init; }

    /// <summary>Greatest number of tokens of a value; null where there is no limit.</summary>
    public int? MaxTokens { get; init; }
}
