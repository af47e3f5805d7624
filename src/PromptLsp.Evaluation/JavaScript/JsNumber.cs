using System.Globalization;
using System.Text;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>Numbers as JavaScript writes and reads them, so that expected values compare as in promptfoo.</summary>
public static class JsNumber
{
    /// <summary>The text of <paramref name="value"/> (ECMA-262, Number::toString, radix 10).</summary>
    public static string ToText(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return "0";
        }

        var (digits, exponent) = Shortest(Math.Abs(value));
        var text = Layout(digits, exponent);
        return value < 0 ? "-" + text : text;
    }

    /// <summary>Reads a whole text as a finite decimal number; white space around it is allowed, as in JavaScript.</summary>
    public static bool TryParse(string text, out double value)
    {
        var trimmed = JsText.Trim(text);
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(trimmed, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>The shortest digits that read back as the number, and n where the value is 0.digits × 10^n.</summary>
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var round = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new StringBuilder();
        var mark = round.IndexOf('E', StringComparison.Ordinal);
        foreach (var c in mark < 0 ? round : round[..mark])
        {
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
        }

        var exponent = int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var all = digits.ToString().TrimStart('0').TrimEnd('0');
        return (all, exponent + 1);
    }

    private static string Layout(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
        {
            return digits + new string('0', n - k);
        }

        if (n is > 0 and <= 21)
        {
            return digits[..n] + "." + digits[n..];
        }

        if (n is > -6 and <= 0)
        {
            return "0." + new string('0', -n) + digits;
        }

        var exponent = n - 1;
        var mantissa = k == 1 ? digits : digits[..1] + "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }
}
