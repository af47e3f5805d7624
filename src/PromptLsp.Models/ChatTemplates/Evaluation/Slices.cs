using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Parts of texts and lists: <c>value[start:stop:step]</c>, in code points as in Python.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class Slices(RenderState state)
{
    /// <summary>The part.</summary>
    public Value Take(Value target, Value? start, Value? stop, Value? step)
    {
        var stride = Number(step) ?? 1;
        if (stride == 0)
        {
            throw state.Fail("the step of a slice must not be 0.");
        }

        return target switch
        {
            TextValue text => OfText(text, Number(start), Number(stop), stride),
            SequenceValue { Kind: not SequenceKind.View } list =>
                new SequenceValue([.. Indexes(list.Items.Count, Number(start), Number(stop), stride).Select(index => list.Items[index])], list.Kind),
            UndefinedValue undefined => throw state.Undefined(undefined),
            _ => throw state.Fail($"a value of type {target.TypeName} has no slices."),
        };
    }

    /// <summary>The code point at a place, counted from the end where negative; null beyond the text.</summary>
    public static TextValue? CodePoint(TextValue text, long index)
    {
        var starts = PythonText.CodePointStarts(text.Text);
        var count = starts is null ? text.Length : starts.Length - 1;
        var at = (int)Math.Clamp(index < 0 ? index + count : index, -1, count);
        return at < 0 || at >= count ? null
            : starts is null ? text.Slice(at, 1)
            : text.Slice(starts[at], starts[at + 1] - starts[at]);
    }

    private long? Number(Value? value) => value switch
    {
        null or NoneValue => null,
        IntegerValue integer => integer.Number,
        _ => throw state.Fail("the parts of a slice must be whole numbers."),
    };

    private TextValue OfText(TextValue text, long? start, long? stop, long step)
    {
        var starts = PythonText.CodePointStarts(text.Text);
        var count = starts is null ? text.Length : starts.Length - 1;
        var builder = new TextBuilder(state);
        if (step == 1)
        {
            var (from, to) = Bounds(count, start, stop, step);
            return to <= from ? TextValue.Empty : text.Slice(Unit(from), Unit(to) - Unit(from));
        }

        foreach (var index in Indexes(count, start, stop, step))
        {
            builder.Append(text, Unit(index), Unit(index + 1) - Unit(index));
        }

        return builder.ToValue();

        int Unit(int codePoint) => starts is null ? codePoint : starts[codePoint];
    }

    private IEnumerable<int> Indexes(int count, long? start, long? stop, long step)
    {
        var (from, to) = Bounds(count, start, stop, step);
        for (long index = from; step > 0 ? index < to : index > to; index += step)
        {
            state.Step();
            yield return (int)index;
        }
    }

    // Python's slice.indices.
    private static (int From, int To) Bounds(int count, long? start, long? stop, long step)
    {
        var (lowest, highest) = step > 0 ? (0, count) : (-1, count - 1);
        return (Bound(start, step > 0 ? lowest : highest), Bound(stop, step > 0 ? highest : lowest));

        int Bound(long? value, int otherwise) =>
            value is not { } number ? otherwise : (int)Math.Clamp(number < 0 ? number + count : number, lowest, highest);
    }
}
