using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Equality, order and membership as in Python.</summary>
internal static class PythonComparison
{
    /// <summary><c>left == right</c>.</summary>
    public static bool AreEqual(RenderState state, Value left, Value right)
    {
        state.Step();
        state.CheckStack();
        if (left is IntegerValue whole && right is IntegerValue other)
        {
            return whole.Number == other.Number;
        }

        if (Numeric(left) is { } first && Numeric(right) is { } second)
        {
            return first == second;
        }

        return (left, right) switch
        {
            (TextValue a, TextValue b) => a.Text == b.Text,
            (UndefinedValue, UndefinedValue) => true,
            (SequenceValue { Kind: SequenceKind.View }, SequenceValue) or (SequenceValue, SequenceValue { Kind: SequenceKind.View }) =>
                throw state.Unsupported("comparing a view"),
            (SequenceValue a, SequenceValue b) => a.Kind == b.Kind && a.Items.Count == b.Items.Count
                && a.Items.Zip(b.Items).All(pair => AreEqual(state, pair.First, pair.Second)),
            (MapValue a, MapValue b) => a.Count == b.Count
                && a.Entries.All(entry => b.Find(entry.Key.Text) is { } other && AreEqual(state, entry.Value, other)),
            _ => ReferenceEquals(left, right),
        };
    }

    /// <summary>Below 0, 0 or above 0 as <paramref name="left"/> stands before, beside or behind <paramref name="right"/>.</summary>
    /// <exception cref="ChatTemplateException">They have no order.</exception>
    public static int Compare(RenderState state, Value left, Value right)
    {
        state.Step();
        if (left is TextValue a && right is TextValue b)
        {
            return CompareText(a.Text, b.Text);
        }

        if (left is IntegerValue whole && right is IntegerValue number)
        {
            return whole.Number.CompareTo(number.Number);
        }

        if (Numeric(left) is { } first && Numeric(right) is { } second)
        {
            return double.IsNaN(first) || double.IsNaN(second) ? throw state.Unsupported("comparing NaN") : first.CompareTo(second);
        }

        throw left is UndefinedValue undefined ? state.Undefined(undefined)
            : right is UndefinedValue other ? state.Undefined(other)
            : state.Fail($"{left.TypeName} and {right.TypeName} cannot be compared.");
    }

    /// <summary><c>item in container</c>.</summary>
    public static bool Contains(RenderState state, Value container, Value item) => container switch
    {
        TextValue text when item is TextValue part => text.Text.Contains(part.Text, StringComparison.Ordinal),
        TextValue => throw state.Fail($"a text can hold a text, no {item.TypeName}."),
        MapValue map => item is TextValue key && map.Find(key.Text) is not null,
        SequenceValue sequence => sequence.Items.Any(other => AreEqual(state, other, item)),
        GeneratorValue generator => generator.TakeAll().Any(other => AreEqual(state, other, item)),
        UndefinedValue => false,
        _ => throw state.Fail($"a value of type {container.TypeName} holds nothing."),
    };

    /// <summary>The order of code points.</summary>
    public static int CompareText(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var at = 0; at < length; at++)
        {
            if (left[at] != right[at])
            {
                // A surrogate stands for a character above U+FFFF and so behind all others.
                return char.IsSurrogate(left[at]) != char.IsSurrogate(right[at]) ? (char.IsSurrogate(left[at]) ? 1 : -1) : left[at].CompareTo(right[at]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static double? Numeric(Value value) => value switch
    {
        BooleanValue => value.IsTruthy ? 1 : 0,
        IntegerValue integer => integer.Number,
        FloatValue number => number.Number,
        _ => null,
    };
}
