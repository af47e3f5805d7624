using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Going through the items of a value.</summary>
internal static class Iteration
{
    /// <summary>The items, as a loop sees them.</summary>
    /// <exception cref="ChatTemplateException">It has none.</exception>
    public static IReadOnlyList<Value> Items(RenderState state, Value value) =>
        Find(state, value) ?? throw state.Fail($"a value of type {value.TypeName} has no items to go through.");

    /// <summary>The items, or null where a value has none.</summary>
    public static IReadOnlyList<Value>? Find(RenderState state, Value value) => value switch
    {
        SequenceValue sequence => sequence.Items,
        GeneratorValue generator => generator.TakeAll(),
        MapValue map => [.. map.Entries.Select(entry => entry.Key)],
        UndefinedValue => [],
        TextValue text => Characters(state, text),
        _ => null,
    };

    private static List<Value> Characters(RenderState state, TextValue text)
    {
        var characters = new List<Value>();
        for (var at = 0; at < text.Length;)
        {
            state.Step();
            var length = at + 1 < text.Length && char.IsSurrogatePair(text.Text[at], text.Text[at + 1]) ? 2 : 1;
            characters.Add(text.Slice(at, length));
            at += length;
        }

        return characters;
    }
}
