using System.Globalization;
using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Evaluation.Texts;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Suites;

/// <summary>What a column is for.</summary>
internal enum ColumnRole
{
    /// <summary>A value.</summary>
    Variable,

    /// <summary>An assertion in one line.</summary>
    Expected,

    /// <summary>The threshold of another column's assertion.</summary>
    ExpectedThreshold,

    /// <summary>The test's id.</summary>
    Id,

    /// <summary>The test's description.</summary>
    Description,

    /// <summary>The metric of the row's assertions.</summary>
    Metric,

    /// <summary>The test's threshold.</summary>
    Threshold,

    /// <summary>Kept for other tools.</summary>
    Ignored,
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Target">Of <see cref="ColumnRole.ExpectedThreshold"/>: the column whose assertion it is about.</param>
internal sealed record RowColumn(string Name, ColumnRole Role, string Target = "");

/// <summary>Tells columns apart: names that begin with two underscores are ours, everything else is a variable.</summary>
internal sealed class RowColumns(ValueFiles files, ProblemList problems)
{
    private const string ConfigPrefix = "__config:";
    private static readonly string[] _names = ["__expected", "__expected1", "__id", "__description", "__metric", "__threshold", "__metadata:NAME", "__config:__expected:threshold"];
    private static readonly string[] _notHere = ["__prefix", "__suffix", "__providerOutput"];

    /// <summary>Reads expected values' files.</summary>
    public ValueFiles Files => files;

    /// <summary>Takes what is wrong.</summary>
    public ProblemList Problems => problems;

    /// <summary>The column called <paramref name="name"/>; null, with a problem, where there is none such.</summary>
    public RowColumn? Classify(string name, string pointer)
    {
        if (name.Length == 0)
        {
            problems.Error(pointer, DiagnosticCodes.InvalidValue, "A column has no name. Name it, or remove it.", onKey: true);
            return null;
        }

        if (!name.StartsWith("__", StringComparison.Ordinal))
        {
            return new RowColumn(name, ColumnRole.Variable);
        }

        switch (name)
        {
            case "__id":
                return new RowColumn(name, ColumnRole.Id);
            case "__description":
                return new RowColumn(name, ColumnRole.Description);
            case "__metric":
                return new RowColumn(name, ColumnRole.Metric);
            case "__threshold":
                return new RowColumn(name, ColumnRole.Threshold);
            case var _ when IsExpected(name):
                return new RowColumn(name, ColumnRole.Expected);
            case var _ when name.StartsWith("__metadata:", StringComparison.Ordinal) || name == "__metadata":
                problems.Warn(pointer, DiagnosticCodes.UnknownKey, $"The column {name} has no effect here: metadata is not kept.", onKey: true);
                return new RowColumn(name, ColumnRole.Ignored);
            default:
                return Config(name, pointer);
        }
    }

    private static bool IsExpected(string name) =>
        name.StartsWith("__expected", StringComparison.Ordinal) && name["__expected".Length..].All(char.IsAsciiDigit);

    private RowColumn? Config(string name, string pointer)
    {
        var parts = name.StartsWith(ConfigPrefix, StringComparison.Ordinal) ? name[ConfigPrefix.Length..].Split(':') : [];
        if (parts is [var target, "threshold"] && IsExpected(target))
        {
            return new RowColumn(name, ColumnRole.ExpectedThreshold, target);
        }

        var near = NearestName.Find(name, _names);
        var message = _notHere.Contains(name) ? $"The column {name} is not supported in this version. Write the text in the prompt."
            : parts.Length == 2 && IsExpected(parts[0]) ? $"The column {name} configures \"{parts[1]}\", which a column cannot. Only \"threshold\" can be given so."
            : $"Unknown column {name}: names with two underscores are special. {(near is null ? $"Known are {string.Join(", ", _names)}." : $"Did you mean {near}?")}";
        problems.Error(pointer, DiagnosticCodes.UnknownKey, message, onKey: true);
        return null;
    }

    /// <summary>The order of assertions: <c>__expected</c> first, then by number.</summary>
    public static int OrderOf(string name) =>
        int.TryParse(name.AsSpan("__expected".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>Builds the test of one row from its cells.</summary>
internal sealed class RowBuilder(RowColumns columns, Func<string, Place> placeOfColumn, Place place)
{
    private readonly Dictionary<string, JsonElement> _variables = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Text, string Pointer)> _expected = [];
    private readonly Dictionary<string, (string Text, string Pointer)> _thresholds = new(StringComparer.Ordinal);
    private readonly Dictionary<ColumnRole, string> _texts = [];
    private double? _threshold;

    /// <summary>Adds a cell.</summary>
    public void Add(RowColumn column, JsonElement value, string pointer)
    {
        var text = JsonTexts.ToText(value);
        switch (column.Role)
        {
            case ColumnRole.Variable:
                _variables[column.Name] = value;
                break;
            case ColumnRole.Expected when JsText.Trim(text).Length > 0:
                _expected.Add((column.Name, JsText.Trim(text), pointer));
                break;
            case ColumnRole.ExpectedThreshold when JsText.Trim(text).Length > 0:
                _thresholds[column.Target] = (text, pointer);
                break;
            case ColumnRole.Threshold when JsText.Trim(text).Length > 0:
                _threshold = Fraction(text, pointer);
                break;
            case ColumnRole.Id or ColumnRole.Description or ColumnRole.Metric when JsText.Trim(text).Length > 0:
                _texts[column.Role] = JsText.Trim(text);
                break;
        }
    }

    /// <summary>The test.</summary>
    public TestDraft Build()
    {
        foreach (var (target, (_, pointer)) in _thresholds.Where(item => _expected.TrueForAll(expected => expected.Name != item.Key)))
        {
            columns.Problems.Error(pointer, DiagnosticCodes.InvalidValue, $"A threshold is given for {target}, which is empty in this row.");
        }

        return new TestDraft
        {
            Id = _texts.GetValueOrDefault(ColumnRole.Id),
            Description = _texts.GetValueOrDefault(ColumnRole.Description, ""),
            Variables = System.Collections.Immutable.ImmutableDictionary.CreateRange(_variables),
            Assertions = [.. _expected.OrderBy(item => RowColumns.OrderOf(item.Name)).Select(item => (Assertion(item), placeOfColumn(item.Name)))],
            Threshold = _threshold,
            Place = place,
        };
    }

    private double? Fraction(string text, string pointer)
    {
        if (JsNumber.TryParse(text, out var number) && number > 0 && number <= 1)
        {
            return number;
        }

        columns.Problems.Error(pointer, DiagnosticCodes.InvalidValue, $"__threshold must be a number above 0 and at most 1, and is \"{Excerpt.Of(text, 40)}\".");
        return null;
    }

    private Assertion Assertion((string Name, string Text, string Pointer) cell)
    {
        var read = AssertionText.Parse(cell.Text);
        if (read.Problem is { } problem)
        {
            columns.Problems.Error(cell.Pointer, DiagnosticCodes.UnknownAssertion, problem);
            return new Assertion { Type = read.Type, Defect = problem };
        }

        var threshold = read.Threshold;
        if (_thresholds.TryGetValue(cell.Name, out var given))
        {
            if (!JsNumber.TryParse(given.Text, out var number))
            {
                columns.Problems.Error(given.Pointer, DiagnosticCodes.InvalidValue, $"The threshold must be a number, and is \"{Excerpt.Of(given.Text, 40)}\".");
            }

            threshold = number;
        }

        var reader = new AssertionReader(columns.Files, columns.Problems);
        return reader.Complete(read.Type, read.Value, threshold, weight: 1, _texts.GetValueOrDefault(ColumnRole.Metric), cell.Pointer);
    }
}
