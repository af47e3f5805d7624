using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Texts;

/// <summary>Words for JSON values in messages.</summary>
internal static class Kinds
{
    /// <summary>What a value is, with the value itself where it is short.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text {Excerpt.Of(JsonTexts.Quote(JsonTexts.StringOf(value)), 60)}",
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "missing",
    };
}
