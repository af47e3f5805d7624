using System.Collections.Immutable;
using System.Globalization;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Yaml;

/// <summary>
/// Reads a mapping whose keys are known; what does not fit is reported, and the caller goes on with null.
/// A key without value counts as absent, and is reported where a value of a type was asked for.
/// </summary>
public sealed class YamlMappingReader
{
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly string _what;

    /// <summary>Reads <paramref name="mapping"/> and reports the keys that are not among <paramref name="knownKeys"/>.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="knownKeys">Every key that means something here.</param>
    /// <param name="diagnostics">Takes the findings.</param>
    /// <param name="what">What the mapping describes, for messages: <c>the front matter</c>, <c>input 'question'</c>.</param>
    public YamlMappingReader(YamlMapping mapping, IReadOnlyCollection<string> knownKeys, ICollection<Diagnostic> diagnostics, string what)
    {
        Mapping = mapping;
        _diagnostics = diagnostics;
        _what = what;
        foreach (var entry in mapping.Entries)
        {
            if (!knownKeys.Contains(entry.Key.Value))
            {
                ReportUnknown(entry.Key, knownKeys);
            }
        }
    }

    /// <summary>The mapping.</summary>
    public YamlMapping Mapping { get; }

    /// <summary>Whether the key is there, whatever its value.</summary>
    public bool Has(string key) => Mapping.Find(key) is not null;

    /// <summary>The value of a key as it is; null where it is absent or empty.</summary>
    public YamlNode? Node(string key) => Mapping[key] is { } node && !YamlValues.IsNull(node) ? node : null;

    /// <summary>Reports a key that must be there and is not; false then.</summary>
    public bool Require(string key)
    {
        if (Node(key) is not null)
        {
            return true;
        }

        var place = Mapping.Find(key)?.Key.Span ?? StartOf(Mapping);
        Report(DiagnosticCodes.MissingKey, place, $"{Capital(_what)} needs a value for '{key}'.");
        return false;
    }

    /// <summary>The text of a scalar; numbers and booleans give the text as written.</summary>
    public string? Text(string key)
    {
        var node = Typed(key, "text");
        if (node is null or YamlScalar)
        {
            return (node as YamlScalar)?.Value;
        }

        ReportType(key, node, "text");
        return null;
    }

    /// <summary>A boolean. <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c> are text in YAML 1.2: they are reported with a fix.</summary>
    public bool? Boolean(string key)
    {
        if (Typed(key, "true or false") is not { } node)
        {
            return null;
        }

        if (YamlValues.TryGetBoolean(node, out var value))
        {
            return value;
        }

        ReportType(key, node, "true or false", MeantBoolean(node));
        return null;
    }

    /// <summary>An integer from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int? Integer(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        var expected = "an integer" + Range(min, max, min == int.MinValue, max == int.MaxValue);
        if (Typed(key, expected) is not { } node)
        {
            return null;
        }

        if (YamlValues.TryGetInteger(node, out var value) && value >= min && value <= max)
        {
            return (int)value;
        }

        ReportType(key, node, expected);
        return null;
    }

    /// <summary>A finite number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public double? Number(string key, double min = double.MinValue, double max = double.MaxValue)
    {
        var expected = "a number" + Range(min, max, min == double.MinValue, max == double.MaxValue);
        if (Typed(key, expected) is not { } node)
        {
            return null;
        }

        if (YamlValues.TryGetNumber(node, out var value) && value >= min && value <= max)
        {
            return value;
        }

        ReportType(key, node, expected);
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? Choice(string key, IReadOnlyCollection<string> words)
    {
        var expected = "one of " + string.Join(", ", words);
        if (Typed(key, expected) is not { } node)
        {
            return null;
        }

        if (node is YamlScalar scalar)
        {
            if (words.Contains(scalar.Value))
            {
                return scalar.Value;
            }

            ReportType(key, node, expected, EditDistance.Closest(scalar.Value, words));
            return null;
        }

        ReportType(key, node, expected);
        return null;
    }

    /// <summary>A list of texts; one text stands for a list of one. Items that are no text are reported and left out.</summary>
    public ImmutableArray<string>? TextList(string key)
    {
        if (Typed(key, "a list of texts") is not { } node)
        {
            return null;
        }

        switch (node)
        {
            case YamlScalar scalar:
                return [scalar.Value];
            case YamlSequence sequence:
                var items = ImmutableArray.CreateBuilder<string>();
                foreach (var item in sequence.Items)
                {
                    if (item is YamlScalar text && !YamlValues.IsNull(text))
                    {
                        items.Add(text.Value);
                    }
                    else
                    {
                        ReportType(key, item, "a list of texts");
                    }
                }

                return items.ToImmutable();
            default:
                ReportType(key, node, "a list of texts");
                return null;
        }
    }

    /// <summary>A mapping.</summary>
    public YamlMapping? Map(string key) => Of<YamlMapping>(key, "a mapping");

    /// <summary>A sequence.</summary>
    public YamlSequence? List(string key) => Of<YamlSequence>(key, "a list");

    /// <summary>Reports that a value does not fit.</summary>
    public void ReportInvalid(YamlNode node, string message) => Report(DiagnosticCodes.InvalidValue, PlaceOf(node, null), message);

    private T? Of<T>(string key, string expected)
        where T : YamlNode
    {
        var node = Typed(key, expected);
        if (node is null or T)
        {
            return (T?)node;
        }

        ReportType(key, node, expected);
        return null;
    }

    /// <summary>The node of a key; an empty one is reported, since a type was asked for.</summary>
    private YamlNode? Typed(string key, string expected)
    {
        if (Mapping.Find(key) is not { } entry)
        {
            return null;
        }

        if (!YamlValues.IsNull(entry.Value))
        {
            return entry.Value;
        }

        Report(DiagnosticCodes.InvalidValue, PlaceOf(entry.Value, entry.Key), $"'{key}' of {_what} has no value. Write {expected}, or remove the key.");
        return null;
    }

    private void ReportType(string key, YamlNode node, string expected, Suggestion? suggestion = null)
    {
        var written = node is YamlScalar scalar ? $"'{Shorten(scalar.Value)}'" : YamlValues.Describe(node);
        var span = PlaceOf(node, Mapping.Find(key)?.Key);
        var hint = suggestion is null ? "" : $" Did you mean '{suggestion.Word}'?";
        _diagnostics.Add(
            new Diagnostic(DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, span, $"'{key}' of {_what} must be {expected}, not {written}.{hint}")
            {
                Fixes = FixesFor(span, suggestion),
            });
    }

    private void ReportUnknown(YamlScalar key, IReadOnlyCollection<string> knownKeys)
    {
        var suggestion = EditDistance.Closest(key.Value, knownKeys.Where(known => !Has(known)));
        var advice = suggestion is null
            ? $"Known keys: {string.Join(", ", knownKeys)}."
            : $"Did you mean '{suggestion.Word}'?";
        _diagnostics.Add(
            new Diagnostic(
                DiagnosticCodes.UnknownKey, DiagnosticSeverity.Error, key.Span,
                $"The key '{Shorten(key.Value)}' means nothing in {_what}. {advice}")
            {
                Fixes = FixesFor(key.Span, suggestion),
            });
    }

    private static ImmutableArray<DiagnosticFix> FixesFor(TextSpan span, Suggestion? suggestion) =>
        suggestion is null ? [] : [new DiagnosticFix($"Change to '{suggestion.Word}'", [new TextEdit(span, suggestion.Word)], suggestion.IsCertain)];

    private static Suggestion? MeantBoolean(YamlNode node) => (node as YamlScalar)?.Value.ToLowerInvariant() switch
    {
        "yes" or "on" or "y" or "true" or "1" => new Suggestion("true", 1, IsUnique: true),
        "no" or "off" or "n" or "false" or "0" => new Suggestion("false", 1, IsUnique: true),
        _ => null,
    };

    private static string Range<T>(T min, T max, bool isOpenBelow, bool isOpenAbove)
        where T : IFormattable
    {
        var low = min.ToString(null, CultureInfo.InvariantCulture);
        var high = max.ToString(null, CultureInfo.InvariantCulture);
        return (isOpenBelow, isOpenAbove) switch
        {
            (true, true) => "",
            (true, false) => $" of at most {high}",
            (false, true) => $" of at least {low}",
            _ => $" from {low} to {high}",
        };
    }

    /// <summary>A place that can be underlined: an empty value is shown at its key, a collection by its first character.</summary>
    private static TextSpan PlaceOf(YamlNode node, YamlScalar? key) => node switch
    {
        YamlScalar { Span.IsEmpty: true } => key?.Span ?? node.Span,
        YamlScalar => node.Span,
        _ => StartOf(node),
    };

    private static TextSpan StartOf(YamlNode node) => TextSpan.FromLength(node.Span.Start, Math.Min(1, node.Span.Length));

    private static string Shorten(string value) => value.Length <= 60 ? value : string.Concat(value.AsSpan(0, 57), "…");

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private void Report(string code, TextSpan span, string message) =>
        _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Error, span, message));
}
