using System.Text.Json;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>A value of a <c>tokenizer.json</c> that knows its path, so that errors name the file and the place.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Path">Keys and indexes from the root, such as <c>normalizer.normalizers[2]</c>; empty for the root.</param>
/// <param name="Element">The value.</param>
internal readonly record struct TokenizerPart(string File, string Path, JsonElement Element)
{
    /// <summary>The error of this place.</summary>
    public ModelFormatException Wrong(string what) => new(File, $"{File}: '{Path}' {what}");

    /// <summary>The error of a part that this program does not have.</summary>
    public ModelFormatException Unsupported(string? type) => Wrong($"is of type '{type ?? "(none)"}', which is not supported.");

    /// <summary>The value of a key; null where it is missing or null.</summary>
    public TokenizerPart? Find(string key) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
            ? new TokenizerPart(File, PathOf(key), value)
            : null;

    /// <summary>The value of a key that must be there.</summary>
    public TokenizerPart Child(string key) => Find(key) ?? throw new ModelFormatException(File, $"{File}: '{PathOf(key)}' is missing.");

    /// <summary>The key <c>type</c>, or null.</summary>
    public string? Type => Find("type")?.AsText();

    /// <summary>This value as a text.</summary>
    public string AsText()
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            throw Wrong("must be a text.");
        }

        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("is not valid Unicode.");
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => Child(key).AsText();

    /// <summary>A text, empty where it is missing.</summary>
    public string TextOrEmpty(string key) => Find(key)?.AsText() ?? "";

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise = false) => Find(key) is not { } value ? otherwise : value.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw value.Wrong("must be true or false."),
    };

    /// <summary>This value as a whole number.</summary>
    public int AsNumber(int least, int most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong($"must be a whole number from {least} to {most}.");

    /// <summary>The values of a list, which must be there.</summary>
    public IEnumerable<TokenizerPart> Items(string key)
    {
        var list = Child(key);
        return list.Element.ValueKind == JsonValueKind.Array ? list.Children() : throw list.Wrong("must be a list.");
    }

    /// <summary>The values of this list.</summary>
    public IEnumerable<TokenizerPart> Children()
    {
        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new TokenizerPart(File, $"{Path}[{index++}]", item);
        }
    }

    private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
