using System.Collections.Immutable;

namespace PromptLsp.Core.Symbols;

/// <summary>The names that a prompt uses, those of its partials and of its queries included.</summary>
/// <param name="References">The variables, file by file in the order of the text.</param>
/// <param name="Partials">The partials.</param>
/// <param name="Locals">The variables that the template itself makes at its top.</param>
public sealed record PromptSymbols(
    ImmutableArray<VariableReference> References, ImmutableArray<PartialReference> Partials, ImmutableArray<string> Locals)
{
    /// <summary>The reference whose name or members touch <paramref name="offset"/> in the prompt itself, or null.</summary>
    public VariableReference? At(string filePath, int offset) =>
        References.FirstOrDefault(reference => reference.FilePath == filePath
            && (reference.Span.Touches(offset) || reference.Members.Any(member => member.Span.Touches(offset))));

    /// <summary>True where anything reads <paramref name="name"/>.</summary>
    public bool Uses(string name) => References.Any(reference => reference.Name == name && !reference.IsWrite);

    /// <summary>True where some names cannot be told from the text, so that what seems unused may be used.</summary>
    public bool HasUnknownParts => Partials.Any(partial => partial.Path is null) || References.Any(reference => reference.Kind == VariableKind.Dynamic);
}
