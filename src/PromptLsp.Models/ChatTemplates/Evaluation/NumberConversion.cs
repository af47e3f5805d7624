using System.Globalization;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filters <c>int</c> and <c>float</c>: what is no number gives the default.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class NumberConversion(RenderState state)
{
    public Value ToInteger(Value input, Arguments arguments) => input switch
    {
        IntegerValue => input,
        BooleanValue => new IntegerValue(input.IsTruthy ? 1 : 0, IsContent: false),
        FloatValue number => Truncate(number.Number, number.IsContent),
        TextValue text when long.TryParse(Trim(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => new IntegerValue(whole, IsContent(text)),
        TextValue text when Parse(text) is { } number && double.IsFinite(number) => Truncate(number, IsContent(text)),
        UndefinedValue undefined => throw state.Undefined(undefined),
        _ => arguments.Find("default") ?? new IntegerValue(0, IsContent: false),
    };

    public Value ToFloat(Value input, Arguments arguments) => input switch
    {
        FloatValue => input,
        IntegerValue number => new FloatValue(number.Number, number.IsContent),
        BooleanValue => new FloatValue(input.IsTruthy ? 1 : 0, IsContent: false),
        TextValue text when Parse(text) is { } number => new FloatValue(number, IsContent(text)),
        UndefinedValue undefined => throw state.Undefined(undefined),
        _ => arguments.Find("default") ?? new FloatValue(0, IsContent: false),
    };

    private static string Trim(TextValue text) => text.Text.Trim();

    private static bool IsContent(TextValue text) => text.Length > 0 && (text.IsContentAt(0) || text.EndOfRun(0) < text.Length);

    private double? Parse(TextValue text)
    {
        if (text.Text.Contains('_') || !System.Text.Ascii.IsValid(text.Text))
        {
            throw state.Unsupported("reading such a number");
        }

        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(Trim(text), Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private IntegerValue Truncate(double number, bool isContent) =>
        Math.Abs(number) < 9e18 ? new IntegerValue((long)number, isContent) : throw state.Unsupported("a number beyond 64 bits");
}
