using System.Collections.Immutable;

namespace PromptLsp.Core.Prompts;

/// <summary>What the front matter says, as far as it can be read.</summary>
public sealed record PromptDefinition
{
    /// <summary>The prompt's name; null where the file's name is it.</summary>
    public string? Name { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>The model.</summary>
    public ModelSettings Model { get; init; } = new();

    /// <summary>The inputs, in the order of the text.</summary>
    public ImmutableArray<InputDeclaration> Inputs { get; init; } = [];

    /// <summary>The retrievals, in the order of the text.</summary>
    public ImmutableArray<ContextDeclaration> Contexts { get; init; } = [];

    /// <summary>What the answer must be; null where nothing is said.</summary>
    public OutputDeclaration? Output { get; init; }

    /// <summary>Paths of tool definitions, as written, with their places.</summary>
    public ImmutableArray<FileReference> Tools { get; init; } = [];

    /// <summary>How large the prompt may be and what is cut.</summary>
    public BudgetDeclaration Budget { get; init; } = new();

    /// <summary>The input called <paramref name="name"/>, or null.</summary>
    public InputDeclaration? FindInput(string name) => Inputs.FirstOrDefault(input => input.Name == name);

    /// <summary>The retrieval called <paramref name="name"/>, or null.</summary>
    public ContextDeclaration? FindContext(string name) => Contexts.FirstOrDefault(context => context.Name == name);
}
