namespace PromptLsp.Ide.Yaml;

/// <summary>One step from a YAML node to one below it.</summary>
/// <param name="Key">The key; null for a step into a sequence.</param>
/// <param name="Index">The item's number, from 0, where there is no key.</param>
internal readonly record struct YamlStep(string? Key, int Index)
{
    /// <summary>Into the value of a key.</summary>
    public static YamlStep Into(string key) => new(key, 0);

    /// <summary>Into an item.</summary>
    public static YamlStep Item(int index) => new(null, index);

    /// <inheritdoc/>
    public override string ToString() => Key ?? $"[{Index}]";
}
