using System.Collections.Immutable;

namespace PromptLsp.Ide.Yaml;

/// <summary>Where the values of a key come from, beside its own words.</summary>
internal enum YamlValueSource
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The model catalogue.</summary>
    Models,

    /// <summary>The indexes of the workspace.</summary>
    Indexes,

    /// <summary>The tokenizers.</summary>
    Tokenizers,

    /// <summary>Prompts of the workspace.</summary>
    PromptFiles,

    /// <summary>JSON and YAML files of the workspace.</summary>
    DataFiles,

    /// <summary>Files with test rows.</summary>
    RowFiles,
}

/// <summary>What a YAML node may hold.</summary>
internal sealed record YamlSchema
{
    /// <summary>A node of which nothing is known.</summary>
    public static YamlSchema Any { get; } = new();

    /// <summary>A word for its type; empty where any will do.</summary>
    public string Type { get; init; } = "";

    /// <summary>The keys of a mapping.</summary>
    public ImmutableArray<YamlSchemaKey> Keys { get; init; } = [];

    /// <summary>What stands under a key of the author's own; null where there are none.</summary>
    public YamlSchema? OwnKeys { get; init; }

    /// <summary>What an item of a sequence holds; null where there are none.</summary>
    public YamlSchema? Items { get; init; }

    /// <summary>The words that are allowed; empty where there are no fixed ones.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Where further values come from.</summary>
    public YamlValueSource Source { get; init; }

    /// <summary>Text.</summary>
    public static YamlSchema Text { get; } = new() { Type = "text" };

    /// <summary>True or false.</summary>
    public static YamlSchema Boolean { get; } = new() { Type = "boolean", Words = ["true", "false"] };

    /// <summary>A number, told in words: <c>integer, at least 1</c>.</summary>
    public static YamlSchema Number(string type) => new() { Type = type };

    /// <summary>One of some words.</summary>
    public static YamlSchema OneOf(IEnumerable<string> words) => new() { Type = "word", Words = [.. words] };

    /// <summary>A mapping with known keys.</summary>
    public static YamlSchema Mapping(params ImmutableArray<YamlSchemaKey> keys) => new() { Type = "mapping", Keys = keys };

    /// <summary>A mapping whose keys are names of the author's own.</summary>
    public static YamlSchema Named(YamlSchema value) => new() { Type = "mapping of names", OwnKeys = value };

    /// <summary>A sequence.</summary>
    public static YamlSchema List(YamlSchema item) => new() { Type = "list", Items = item };

    /// <summary>What is known of the node at the end of a way; null where the way leaves what is known.</summary>
    public YamlSchema? Find(IEnumerable<YamlStep> path)
    {
        YamlSchema? schema = this;
        foreach (var step in path)
        {
            schema = step.Key is { } key ? schema?.FindKey(key)?.Value ?? schema?.OwnKeys : schema?.Items;
        }

        return schema;
    }

    /// <summary>The key of that name; null where it is not known.</summary>
    public YamlSchemaKey? FindKey(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>True where a mapping is expected.</summary>
    public bool IsMapping => !Keys.IsEmpty || OwnKeys is not null;
}

/// <summary>A key of a mapping.</summary>
/// <param name="Name">The key.</param>
/// <param name="Documentation">What it does, in Markdown.</param>
/// <param name="Value">What its value may be.</param>
internal sealed record YamlSchemaKey(string Name, string Documentation, YamlSchema Value);
