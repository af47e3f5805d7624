using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Templates;

namespace PromptLsp.Ide.Templates;

/// <summary>A member of a variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A word for its type; empty where it is not known.</param>
/// <param name="Documentation">One sentence; empty where there is nothing to say.</param>
internal sealed record TemplateMember(string Name, string Type, string Documentation);

/// <summary>The members that a chain such as <c>docs[0]</c> has.</summary>
internal static class TemplateMembers
{
    private static readonly ImmutableArray<TemplateMember> _passage =
    [
        new("text", "text", "The passage itself."),
        new("source", "text", "The document that the passage is from."),
        new("heading", "text", "The headings above the passage, outermost first."),
        new("score", "number", "How well the passage fits the query; higher is better."),
        new("id", "text", "The passage's identity in its index."),
    ];

    private static readonly ImmutableArray<TemplateMember> _message =
    [
        new("role", "text", "Who speaks: system, user, assistant, developer or tool."),
        new("content", "text", "What is said."),
    ];

    private static readonly ImmutableArray<TemplateMember> _scribanLoop =
    [
        new("index", "integer", "The number of this turn, from 0."),
        new("rindex", "integer", "The number of turns behind this one."),
        new("first", "boolean", "True in the first turn."),
        new("last", "boolean", "True in the last turn."),
        new("even", "boolean", "True where the index is even."),
        new("odd", "boolean", "True where the index is odd."),
        new("changed", "boolean", "True where the item differs from the one before."),
        new("length", "integer", "The number of turns."),
    ];

    private static readonly ImmutableArray<TemplateMember> _liquidLoop =
    [
        new("index", "integer", "The number of this turn, from 1."),
        new("index0", "integer", "The number of this turn, from 0."),
        new("rindex", "integer", "The number of turns from this one on, itself included."),
        new("rindex0", "integer", "The number of turns behind this one."),
        new("first", "boolean", "True in the first turn."),
        new("last", "boolean", "True in the last turn."),
        new("length", "integer", "The number of turns."),
    ];

    private static readonly TemplateMember _size = new("size", "integer", "The number of items.");

    /// <summary>The members of a chain that begins at <paramref name="offset"/>; none where they are not known.</summary>
    public static ImmutableArray<TemplateMember> Of(PromptAnalysis analysis, ImmutableArray<ChainLink> chain, int offset)
    {
        if (chain.IsEmpty)
        {
            return [];
        }

        var variable = TemplateVariables.At(analysis, offset).FirstOrDefault(found => found.Name == chain[0].Name);
        return variable is null
            ? OfWord(chain, analysis.Prompt.Syntax.Template.Language)
            : variable.Root is { } root ? OfValue(analysis.Prompt.Definition, root, variable.IsElement || chain[0].IsIndexed, chain) : [];
    }

    /// <summary>The members of a word of the language: of its loops.</summary>
    private static ImmutableArray<TemplateMember> OfWord(ImmutableArray<ChainLink> chain, TemplateLanguage language) => (chain.Length, chain[0].Name, language) switch
    {
        (1, "for" or "while" or "tablerow", TemplateLanguage.Scriban) => _scribanLoop,
        (1, "forloop" or "tablerowloop", TemplateLanguage.Liquid) => _liquidLoop,
        _ => [],
    };

    private static ImmutableArray<TemplateMember> OfValue(PromptDefinition definition, string root, bool isElement, ImmutableArray<ChainLink> chain)
    {
        if (definition.FindContext(root) is not null)
        {
            return chain.Length > 1 ? [] : isElement ? _passage : [_size];
        }

        return definition.FindInput(root) is { } input ? OfInput(input, isElement, chain) : [];
    }

    private static ImmutableArray<TemplateMember> OfInput(InputDeclaration input, bool isElement, ImmutableArray<ChainLink> chain)
    {
        if (chain.Length == 1)
        {
            switch (input.Type)
            {
                case InputType.Messages:
                    return isElement ? _message : [_size];
                case InputType.Array when !isElement:
                    return [_size];
                case InputType.Array or InputType.Object when !input.Properties.IsEmpty:
                    return [.. input.Properties.Select(name => new TemplateMember(name, "", $"A property that the declaration of `{input.Name}` names."))];
            }
        }

        return OfSample(input, isElement, chain);
    }

    /// <summary>What the sample or default shows, where the declaration says nothing.</summary>
    private static ImmutableArray<TemplateMember> OfSample(InputDeclaration input, bool isElement, ImmutableArray<ChainLink> chain)
    {
        var value = input.Sample ?? input.Default;
        value = isElement ? First(value) : value;
        foreach (var link in chain.Skip(1))
        {
            value = value is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(link.Name, out var member) ? member : null;
            value = link.IsIndexed ? First(value) : value;
        }

        return value is { ValueKind: JsonValueKind.Object } known
            ? [.. known.EnumerateObject().Select(property => new TemplateMember(property.Name, InputTypes.Infer(property.Value).ToWord(), $"A property that the sample of `{input.Name}` has."))]
            : [];
    }

    private static JsonElement? First(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0] : null;
}
