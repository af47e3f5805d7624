using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The operators of Python that templates use.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class Operators(RenderState state)
{
    /// <summary><c>not</c>, <c>-</c> or <c>+</c>.</summary>
    public Value Unary(string sign, Value operand) => (sign, operand) switch
    {
        ("not", _) => BooleanValue.Of(!operand.IsTruthy),
        (_, UndefinedValue undefined) => throw state.Undefined(undefined),
        ("-", IntegerValue number) => new IntegerValue(Checked(() => checked(-number.Number)), number.IsContent),
        ("+", IntegerValue) => operand,
        ("-", FloatValue number) => new FloatValue(-number.Number, number.IsContent),
        ("+", FloatValue) => operand,
        _ => throw state.Fail($"'{sign}' cannot be used with a value of type {operand.TypeName}."),
    };

    /// <summary>An operator between two values.</summary>
    public Value Binary(string sign, Value left, Value right) => (sign, left, right) switch
    {
        ("~", _, _) => Concatenate(PythonText.Str(state, left), PythonText.Str(state, right)),
        (_, UndefinedValue undefined, _) => throw state.Undefined(undefined),
        (_, _, UndefinedValue undefined) => throw state.Undefined(undefined),
        ("+", TextValue a, TextValue b) => Concatenate(a, b),
        ("+", SequenceValue a, SequenceValue b) when a.Kind == b.Kind && a.Kind != SequenceKind.View => Join(a, b),
        ("*", TextValue text, IntegerValue count) => Repeat(text, count.Number),
        ("*", IntegerValue count, TextValue text) => Repeat(text, count.Number),
        ("%", TextValue, _) => throw state.Unsupported("'%' with a text"),
        ("*", SequenceValue, _) or ("*", _, SequenceValue) => throw state.Unsupported("'*' with a list"),
        (_, IntegerValue or BooleanValue, IntegerValue or BooleanValue) => OfIntegers(sign, left, right),
        (_, IntegerValue or BooleanValue or FloatValue, IntegerValue or BooleanValue or FloatValue) => OfFloats(sign, left, right),
        _ => throw state.Fail($"'{sign}' cannot be used with values of type {left.TypeName} and {right.TypeName}."),
    };

    /// <summary>A comparison.</summary>
    public bool Compare(string sign, Value left, Value right) => sign switch
    {
        "==" => PythonComparison.AreEqual(state, left, right),
        "!=" => !PythonComparison.AreEqual(state, left, right),
        "<" => PythonComparison.Compare(state, left, right) < 0,
        "<=" => PythonComparison.Compare(state, left, right) <= 0,
        ">" => PythonComparison.Compare(state, left, right) > 0,
        ">=" => PythonComparison.Compare(state, left, right) >= 0,
        "in" => PythonComparison.Contains(state, right, left),
        _ => !PythonComparison.Contains(state, right, left),
    };

    /// <summary>One text behind the other.</summary>
    public TextValue Concatenate(TextValue left, TextValue right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == 0 ? right : left;
        }

        var builder = new TextBuilder(state);
        builder.Append(left);
        builder.Append(right);
        return builder.ToValue();
    }

    private SequenceValue Join(SequenceValue left, SequenceValue right)
    {
        state.Step(left.Items.Count + right.Items.Count);
        return new SequenceValue([.. left.Items, .. right.Items], left.Kind);
    }

    private TextValue Repeat(TextValue text, long count)
    {
        if (text.Length > 0 && count > 0)
        {
            // Before anything is made: a template may ask for far more than there is memory.
            state.Produce(Math.Min(count, int.MaxValue) * text.Length);
        }

        var builder = new TextBuilder(state);
        for (long i = 0; i < count && text.Length > 0; i++)
        {
            builder.Append(text);
        }

        return builder.ToValue();
    }

    private Value OfIntegers(string sign, Value left, Value right)
    {
        var (a, b, isContent) = (Integer(left), Integer(right), IsContent(left) || IsContent(right));
        if (sign == "/")
        {
            return b == 0 ? throw state.Fail("division by zero.") : new FloatValue((double)a / b, isContent);
        }

        if (sign == "**" && b < 0)
        {
            throw state.Unsupported("a negative power");
        }

        return new IntegerValue(Checked(() => sign switch
        {
            "+" => checked(a + b),
            "-" => checked(a - b),
            "*" => checked(a * b),
            "//" => FloorDivide(a, b),
            "%" => checked(a - (FloorDivide(a, b) * b)),
            "**" => Power(a, b),
            _ => throw state.Fail($"'{sign}' cannot be used with numbers."),
        }), isContent);
    }

    private FloatValue OfFloats(string sign, Value left, Value right)
    {
        var (a, b) = (Float(left), Float(right));
        if (sign is "/" or "//" or "%" && b == 0)
        {
            throw state.Fail("division by zero.");
        }

        return new FloatValue(sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => Math.Floor(a / b),
            _ => throw state.Unsupported($"'{sign}' with floating point numbers"),
        }, IsContent(left) || IsContent(right));
    }

    private long Checked(Func<long> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            throw state.Unsupported("a number beyond 64 bits");
        }
    }

    private long FloorDivide(long a, long b)
    {
        if (b == 0)
        {
            throw state.Fail("division by zero.");
        }

        if (a == long.MinValue && b == -1)
        {
            throw new OverflowException();
        }

        var quotient = a / b;
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    private static long Power(long value, long exponent)
    {
        var result = 1L;
        for (long i = 0; i < exponent; i++)
        {
            if (value is 0 or 1 or -1)
            {
                return value == -1 && exponent % 2 == 0 ? 1 : value;
            }

            result = checked(result * value);
        }

        return result;
    }

    private static long Integer(Value value) => value is IntegerValue integer ? integer.Number : value.IsTruthy ? 1 : 0;

    private static double Float(Value value) => value is FloatValue number ? number.Number : Integer(value);

    private static bool IsContent(Value value) => value is IntegerValue { IsContent: true } or FloatValue { IsContent: true };
}
