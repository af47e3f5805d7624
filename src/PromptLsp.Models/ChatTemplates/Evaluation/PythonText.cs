using System.Globalization;
using System.Text;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Values as texts, as Python's <c>str</c> and <c>repr</c> give them.</summary>
internal static class PythonText
{
    /// <summary><c>str(value)</c>.</summary>
    public static TextValue Str(RenderState state, Value value)
    {
        switch (value)
        {
            case TextValue text:
                return text;
            case UndefinedValue:
                return TextValue.Empty;
            default:
                var builder = new TextBuilder(state);
                Repr(state, builder, value);
                return builder.ToValue();
        }
    }

    /// <summary>The shortest text that gives the number back, in Python's form.</summary>
    public static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var text = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var power = text.IndexOf('E');
        var mantissa = power < 0 ? text : text[..power];
        var point = mantissa.IndexOf('.');
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var exponent = (point < 0 ? digits.Length : point) - (digits.Length - significant.Length) - 1
            + (power < 0 ? 0 : int.Parse(text.AsSpan(power + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return (double.IsNegative(number) ? "-" : "") + (significant.Length == 0 ? "0.0" : Place(significant.TrimEnd('0'), exponent));
    }

    /// <summary>How many code points a text has: Python's length.</summary>
    public static int Length(string text)
    {
        var pairs = 0;
        for (var at = 1; at < text.Length; at++)
        {
            pairs += char.IsSurrogatePair(text[at - 1], text[at]) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    /// <summary>Where each code point begins, and the end; null where each is one code unit.</summary>
    public static int[]? CodePointStarts(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return null;
        }

        var starts = new List<int>(text.Length + 1);
        for (var at = 0; at < text.Length; at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1)
        {
            starts.Add(at);
        }

        starts.Add(text.Length);
        return [.. starts];
    }

    // digits × 10^exponent, the point behind the first digit.
    private static string Place(string digits, int exponent) => exponent switch
    {
        < -4 or >= 16 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}",
        < 0 => "0." + new string('0', -exponent - 1) + digits,
        _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
        _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
    };

    private static void Repr(RenderState state, TextBuilder builder, Value value)
    {
        state.Step();
        state.CheckStack();
        switch (value)
        {
            case TextValue text:
                ReprText(state, builder, text.Text);
                break;
            case NoneValue or BooleanValue:
                builder.Append(value is NoneValue ? "None" : value.IsTruthy ? "True" : "False", isContent: false);
                break;
            case IntegerValue integer:
                builder.Append(integer.Number.ToString(CultureInfo.InvariantCulture), integer.IsContent);
                break;
            case FloatValue number:
                builder.Append(Number(number.Number), number.IsContent);
                break;
            case SequenceValue { Kind: not SequenceKind.View } sequence:
                ReprSequence(state, builder, sequence);
                break;
            case MapValue map:
                ReprMap(state, builder, map);
                break;
            case UndefinedValue:
                builder.Append("Undefined", isContent: false);
                break;
            default:
                throw state.Unsupported($"a {value.TypeName} as text");
        }
    }

    // The brackets of a printed list count as content like what is in it: a control token is never made of them.
    private static void ReprSequence(RenderState state, TextBuilder builder, SequenceValue sequence)
    {
        var isTuple = sequence.Kind == SequenceKind.Tuple;
        builder.Append(isTuple ? "(" : "[", isContent: true);
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            builder.Append(index > 0 ? ", " : "", isContent: true);
            Repr(state, builder, sequence.Items[index]);
        }

        builder.Append(!isTuple ? "]" : sequence.Items.Count == 1 ? ",)" : ")", isContent: true);
    }

    private static void ReprMap(RenderState state, TextBuilder builder, MapValue map)
    {
        builder.Append("{", isContent: true);
        var isFirst = true;
        foreach (var (key, value) in map.Entries)
        {
            builder.Append(isFirst ? "" : ", ", isContent: true);
            isFirst = false;
            ReprText(state, builder, key.Text);
            builder.Append(": ", isContent: true);
            Repr(state, builder, value);
        }

        builder.Append("}", isContent: true);
    }

    private static void ReprText(RenderState state, TextBuilder builder, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            AppendRepr(state, result, rune, quote);
        }

        builder.Append(result.Append(quote).ToString(), isContent: true);
    }

    private static void AppendRepr(RenderState state, StringBuilder result, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\\' or '\'' or '"' when rune.Value == '\\' || rune.Value == quote:
                result.Append('\\').Append((char)rune.Value);
                break;
            case '\n':
                result.Append("\\n");
                break;
            case '\r':
                result.Append("\\r");
                break;
            case '\t':
                result.Append("\\t");
                break;
            case < ' ' or 0x7f:
                result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            case < 0x7f:
                result.Append((char)rune.Value);
                break;
            default:
                // Which characters Python shows as they are depends on its version's Unicode tables; letters, digits and marks are sure.
                _ = Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune) || Rune.IsPunctuation(rune) || IsMark(rune)
                    ? result.Append(rune.ToString())
                    : throw state.Unsupported($"the character U+{rune.Value:X4} inside a list or dictionary that is printed");
                break;
        }
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
