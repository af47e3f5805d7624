using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Yaml;

/// <summary>A node of a YAML document with its place in the text. The span covers the node's value, not its key.</summary>
public abstract record YamlNode(TextSpan Span)
{
    /// <summary>A word for messages: <c>mapping</c>, <c>sequence</c> or <c>scalar</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>How a scalar was written.</summary>
public enum YamlScalarStyle
{
    /// <summary>Bare text; its type is inferred (YAML 1.2 core schema).</summary>
    Plain,

    /// <summary>In single or double quotes: always a string.</summary>
    Quoted,

    /// <summary>A block (<c>|</c> or <c>&gt;</c>): always a string.</summary>
    Block,
}

/// <summary>A scalar.</summary>
/// <param name="Value">The text after YAML's own escapes.</param>
/// <param name="Style">How it was written.</param>
/// <param name="Span">Where it stands, quotes included.</param>
public sealed record YamlScalar(string Value, YamlScalarStyle Style, TextSpan Span) : YamlNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "scalar";
}

/// <summary>A sequence.</summary>
public sealed record YamlSequence(ImmutableArray<YamlNode> Items, TextSpan Span) : YamlNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "sequence";
}

/// <summary>One entry of a mapping.</summary>
/// <param name="Key">The key; keys that are no scalars are reported and left out.</param>
/// <param name="Value">Its value; a missing value is an empty plain scalar.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value)
{
    /// <summary>From the key's start to the value's end.</summary>
    public TextSpan Span => new(Key.Span.Start, Math.Max(Key.Span.End, Value.Span.End));
}

/// <summary>A mapping, entries in the order of the text; of equal keys the first counts and the others are reported.</summary>
public sealed record YamlMapping(ImmutableArray<YamlEntry> Entries, TextSpan Span) : YamlNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "mapping";

    /// <summary>The first entry whose key is <paramref name="key"/>, or null.</summary>
    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public YamlNode? this[string key] => Find(key)?.Value;
}
