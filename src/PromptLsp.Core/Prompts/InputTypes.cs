using System.Text.Json;

namespace PromptLsp.Core.Prompts;

/// <summary>The words for input types, and whether a value fits one.</summary>
public static class InputTypes
{
    /// <summary>The words, in the order of <see cref="InputType"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = ["string", "integer", "number", "boolean", "array", "object", "messages"];

    /// <summary>The word for a type.</summary>
    public static string ToWord(this InputType type) => Words[(int)type];

    /// <summary>The type that a word means.</summary>
    public static bool TryParse(string word, out InputType type)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (Words[i] == word)
            {
                type = (InputType)i;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>The type of a value, where an input is declared by its default alone.</summary>
    public static InputType Infer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? InputType.Integer : InputType.Number,
        JsonValueKind.True or JsonValueKind.False => InputType.Boolean,
        JsonValueKind.Array => InputType.Array,
        JsonValueKind.Object => InputType.Object,
        _ => InputType.String,
    };

    /// <summary>Why a value does not fit its declaration, as a sentence; null where it fits.</summary>
    public static string? Mismatch(InputDeclaration input, JsonElement value)
    {
        if (!Fits(input.Type, value))
        {
            return $"The input `{input.Name}` is declared as {input.Type.ToWord()} and the value is {Describe(value)}.";
        }

        if (!input.Enum.IsEmpty && !input.Enum.Any(allowed => JsonElement.DeepEquals(allowed, value)))
        {
            return $"The input `{input.Name}` must be one of {string.Join(", ", input.Enum.Select(allowed => allowed.ToString()))}; the value is {Describe(value)}.";
        }

        if (input.Type == InputType.Array && input.ItemType is { } itemType)
        {
            var index = value.EnumerateArray().TakeWhile(item => Fits(itemType, item)).Count();
            return index == value.GetArrayLength() ? null : $"The item {index} of `{input.Name}` must be {itemType.ToWord()}.";
        }

        return null;
    }

    private static bool Fits(InputType type, JsonElement value) => type switch
    {
        InputType.String => value.ValueKind == JsonValueKind.String,
        InputType.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        InputType.Number => value.ValueKind == JsonValueKind.Number,
        InputType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        InputType.Object => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Array,
    };

    private static string Describe(JsonElement value)
    {
        var text = value.GetRawText();
        var shown = text.Length > 60 ? text[..57] + "…" : text;
        return value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Null => "null",
            _ => $"`{shown}`",
        };
    }
}
