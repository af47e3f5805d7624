using System.Globalization;
using PromptLsp.Core.Tools;

namespace PromptLsp.Ide.Figures;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class FigureText
{
    /// <summary><c>1,234</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>128 tokens</c>, <c>1 token</c>; <c>~</c> before an estimate.</summary>
    public static string Tokens(int count, bool isExact = true) => $"{(isExact ? "" : "~")}{Number(count)} {(count == 1 ? "token" : "tokens")}";

    /// <summary>What is not counted yet: <c> + question + docs</c>; nothing where all is.</summary>
    public static string Plus(IEnumerable<string> names) => string.Concat(names.Select(name => " + " + name));

    /// <summary>What is sent beside the messages: <c> + ~45 tools + ~30 schema</c>; nothing where nothing is.</summary>
    public static string Estimate(RequestEstimate estimate) =>
        (estimate.Tools > 0 ? $" + ~{Number(estimate.Tools)} tools" : "") + (estimate.Schema > 0 ? $" + ~{Number(estimate.Schema)} schema" : "");

    /// <summary>The share of a whole with the digits that tell something: <c>0.5 %</c>, <c>12 %</c>, <c>less than 0.1 %</c>.</summary>
    public static string Percent(long part, long whole)
    {
        var percent = 100.0 * part / Math.Max(1, whole);
        return percent switch
        {
            0 => "0 %",
            < 0.1 => "less than 0.1 %",
            < 10 => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %",
            _ => percent.ToString("N0", CultureInfo.InvariantCulture) + " %",
        };
    }

    /// <summary>US dollars with the digits that tell something: <c>$0.15</c>, <c>$2.50</c>.</summary>
    public static string Dollars(double value) => "$" + value.ToString(value >= 1 || value == 0 ? "0.00" : "0.00####", CultureInfo.InvariantCulture);
}
