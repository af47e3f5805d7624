using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Reads a test from JSON: <c>{id, description, vars, assert, threshold, metric}</c>, or flat: names and values, with <c>__expected</c> and the like.</summary>
internal sealed class TestReader(ValueFiles files, ProblemList problems, Func<string, bool, Place> locate)
{
    private static readonly string[] _keys = ["id", "description", "vars", "assert", "threshold", "metric"];

    /// <summary>Reads a test of a suite, which always has the long form.</summary>
    public TestDraft? Read(JsonElement element, string pointer)
    {
        if (ObjectReader.Open(element, pointer, "A test", _keys, problems) is not { } reader)
        {
            return null;
        }

        var assertions = new AssertionReader(files, problems);
        var metric = reader.Text("metric");
        var read = reader.List("assert").Select(item => (assertions.ReadAll([item])[0], locate(item.Pointer, false)));
        return new TestDraft
        {
            Id = reader.Text("id"),
            Description = reader.Text("description") ?? "",
            Variables = Variables(reader),
            Assertions = [.. read.Select(item => (WithMetric(item.Item1, metric), item.Item2))],
            Threshold = Threshold(reader),
            Place = locate(pointer, false),
        };
    }

    /// <summary>Reads a row of a file: the long form where it has <c>vars</c> or <c>assert</c>, else flat.</summary>
    public TestDraft? ReadRow(JsonElement element, string pointer)
    {
        var isFlat = element.ValueKind == JsonValueKind.Object && !element.TryGetProperty("vars", out _) && !element.TryGetProperty("assert", out _);
        return isFlat ? ReadFlat(element, pointer) : Read(element, pointer);
    }

    /// <summary>An assertion whose metric is that of its test, where it has none of its own.</summary>
    public static Assertion WithMetric(Assertion assertion, string? metric) =>
        metric is null || assertion.Metric is not null ? assertion : assertion with { Metric = metric };

    /// <summary>The values below <c>vars</c>.</summary>
    public ImmutableDictionary<string, JsonElement> Variables(ObjectReader reader)
    {
        if (reader.Get("vars") is not { } variables)
        {
            return ImmutableDictionary<string, JsonElement>.Empty;
        }

        if (variables.ValueKind != JsonValueKind.Object)
        {
            reader.Report("vars", "vars must be a mapping from names to values.");
            return ImmutableDictionary<string, JsonElement>.Empty;
        }

        return variables.EnumerateObject()
            .Select(member => KeyValuePair.Create(JsonTexts.NameOf(member), member.Value))
            .Aggregate(ImmutableDictionary<string, JsonElement>.Empty, (all, member) => all.SetItem(member.Key, member.Value));
    }

    private static double? Threshold(ObjectReader reader)
    {
        var threshold = reader.Number("threshold", 0, 1);
        if (threshold == 0)
        {
            reader.Report("threshold", "A threshold of 0 lets every answer pass. Give a number above 0, or leave it out: then all assertions must pass.");
        }

        return threshold;
    }

    private TestDraft ReadFlat(JsonElement element, string pointer)
    {
        var columns = new RowColumns(files, problems);
        var row = new RowBuilder(columns, name => locate(ObjectReader.Join(pointer, name), false), locate(pointer, false));
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonTexts.NameOf(member);
            var at = ObjectReader.Join(pointer, name);
            if (columns.Classify(name, at) is { } column)
            {
                row.Add(column, member.Value, at);
            }
        }

        return row.Build();
    }
}
