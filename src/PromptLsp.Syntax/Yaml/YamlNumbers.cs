using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PromptLsp.Syntax.Yaml;

/// <summary>Numbers of YAML's core schema.</summary>
internal static partial class YamlNumbers
{
    private const int LongestNumber = 400;

    /// <summary>Integer, float or string.</summary>
    public static YamlScalarType TypeOf(string text) => text switch
    {
        { Length: 0 or > LongestNumber } => YamlScalarType.String,
        _ when DecimalPattern.IsMatch(text) || OctalPattern.IsMatch(text) || HexadecimalPattern.IsMatch(text) => YamlScalarType.Integer,
        _ when FloatPattern.IsMatch(text) => YamlScalarType.Float,
        _ => YamlScalarType.String,
    };

    /// <summary>The value of an integer's text; false where it does not fit 64 bits.</summary>
    public static bool TryParseInteger(string text, out long value)
    {
        var big = ParseInteger(text);
        var fits = big >= long.MinValue && big <= long.MaxValue;
        value = fits ? (long)big : 0;
        return fits;
    }

    /// <summary>The value of an integer's text, however large.</summary>
    public static BigInteger ParseInteger(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            // The leading zero keeps a high first digit from being read as a sign.
            return BigInteger.Parse(string.Concat("0", text.AsSpan(2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal))
        {
            return text.Skip(2).Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0'));
        }

        return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a number's text.</summary>
    public static double ParseFloat(string text)
    {
        if (TypeOf(text) == YamlScalarType.Integer)
        {
            return (double)ParseInteger(text);
        }

        return text.ToLowerInvariant() switch
        {
            ".nan" => double.NaN,
            ".inf" or "+.inf" => double.PositiveInfinity,
            "-.inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>True where JSON writes the number in the very same way.</summary>
    public static bool IsJson(string text) => JsonPattern.IsMatch(text);

    [GeneratedRegex(@"\A[-+]?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalPattern { get; }

    [GeneratedRegex(@"\A0o[0-7]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex OctalPattern { get; }

    [GeneratedRegex(@"\A0x[0-9a-fA-F]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexadecimalPattern { get; }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FloatPattern { get; }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonPattern { get; }
}
