using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Reads assertions from JSON. What cannot be judged keeps its defect, so that the others keep their verdicts.</summary>
internal sealed class AssertionReader(ValueFiles files, ProblemList problems)
{
    private static readonly string[] _keys = ["type", "value", "threshold", "model", "weight", "metric"];
    private static readonly string[] _setKeys = ["type", "assert", "threshold", "weight", "metric"];
    private static readonly string[] _keysElsewhere = ["transform", "provider", "rubricPrompt", "config", "contextTransform"];

    /// <summary>Reads the items of a list.</summary>
    public ImmutableArray<Assertion> ReadAll(IEnumerable<(JsonElement Item, string Pointer)> items) =>
        [.. items.Select(item => Read(item.Item, item.Pointer, inSet: false))];

    /// <summary>Finishes an assertion whose parts were read elsewhere: checks them and reads its file.</summary>
    public Assertion Complete(string type, JsonElement? value, double? threshold, double weight, string? metric, string pointer) =>
        Complete(new Assertion { Type = type, Value = value, Threshold = threshold, Weight = weight, Metric = metric }, pointer);

    private Assertion Complete(Assertion draft, string pointer)
    {
        if (AssertionTypes.Find(draft.Type) is not { } found)
        {
            return Defective(draft, pointer, DiagnosticCodes.UnknownAssertion, UnknownTypes.Describe(draft.Type));
        }

        draft = draft with { Kind = found.Type.Kind, Negated = found.Negated };
        var (folder, modelProblem) = ModelOf(found.Type, draft);
        if (modelProblem is not null)
        {
            return Defective(draft, draft.Model is null ? pointer : ObjectReader.Join(pointer, "model"), DiagnosticCodes.InvalidAssertion, modelProblem);
        }

        draft = draft with { ModelFolder = folder };
        if (draft.Value is { } given && ValueFiles.IsReference(given))
        {
            var (content, problem) = files.Load(given);
            if (problem is not null)
            {
                return Defective(draft, pointer, DiagnosticCodes.FileNotFound, problem);
            }

            draft = draft with { Value = content };
        }

        if (ThresholdProblem(found.Type, draft) is { } thresholdProblem)
        {
            return Defective(draft, pointer, DiagnosticCodes.InvalidAssertion, thresholdProblem);
        }

        return CheckValue(draft with { HasReferences = draft.Value is { } expected && VariableReferences.IsIn(expected) }, pointer);
    }

    private Assertion Read(JsonElement element, string pointer, bool inSet)
    {
        var before = problems.Count;
        var isSet = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var word)
            && word.ValueKind == JsonValueKind.String && JsonTexts.StringOf(word) == "assert-set";
        if (ReportForeignKeys(element, pointer) is { } foreign)
        {
            return new Assertion { Type = TypeOf(element), Defect = foreign };
        }

        if (ObjectReader.Open(element, pointer, "An assertion", isSet ? _setKeys : _keys, problems) is not { } reader)
        {
            return new Assertion { Type = "", Defect = problems[^1].Message };
        }

        if (reader.Text("type") is not { } type)
        {
            return Defective(new Assertion { Type = "" }, pointer, DiagnosticCodes.MissingKey, "An assertion needs a type.");
        }

        var weight = reader.Number("weight", 0, double.MaxValue) ?? 1;
        var threshold = reader.Number("threshold", -double.MaxValue, double.MaxValue);
        var metric = reader.Text("metric");
        var misread = problems.Skip(before).FirstOrDefault(problem => problem.Severity == DiagnosticSeverity.Error)?.Message;
        var assertion = isSet
            ? ReadSet(reader, new Assertion { Type = type, Kind = AssertionKind.Set, Threshold = threshold, Weight = weight, Metric = metric }, inSet)
            : Complete(Draft(reader, type) with { Threshold = threshold, Weight = weight, Metric = metric }, pointer);
        return assertion with { Defect = assertion.Defect ?? misread };
    }

    private static Assertion Draft(ObjectReader reader, string type) =>
        new() { Type = type, Value = reader.GetWithNull("value"), Model = reader.Text("model") };

    private (string? Folder, string? Problem) ModelOf(AssertionType type, Assertion assertion) => (type.Model, assertion.Model) switch
    {
        (ModelRule.None, { }) => (null, $"{assertion.Type} takes no model. Remove it."),
        (ModelRule.Required, null) => (null, $"{assertion.Type} needs a model: the name of a local model, or its folder."),
        (_, { } model) => files.ResolveModel(model),
        _ => (null, null),
    };

    private static string TypeOf(JsonElement element) =>
        element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? JsonTexts.StringOf(type) : "";

    private string? ReportForeignKeys(JsonElement element, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var foreign = element.EnumerateObject().Select(JsonTexts.NameOf).FirstOrDefault(name => _keysElsewhere.Contains(name));
        if (foreign is null)
        {
            return null;
        }

        var message = $"The key \"{foreign}\" of an assertion is not supported in this version, so the assertion cannot be judged.";
        problems.Error(ObjectReader.Join(pointer, foreign), DiagnosticCodes.UnknownKey, message, onKey: true);
        return message;
    }

    private Assertion ReadSet(ObjectReader reader, Assertion set, bool inSet)
    {
        if (inSet)
        {
            return Defective(set, reader.Pointer, DiagnosticCodes.InvalidAssertion, "An assert-set cannot stand in an assert-set. Write its members out.");
        }

        if (set.Threshold is not null and not (> 0 and <= 1))
        {
            return Defective(set, reader.Pointer, DiagnosticCodes.InvalidAssertion, "The threshold of an assert-set must lie above 0 and be at most 1.");
        }

        var members = reader.List("assert").Select(item => Read(item.Item, item.Pointer, inSet: true)).ToImmutableArray();
        return members.Length == 0
            ? Defective(set, reader.Pointer, DiagnosticCodes.InvalidAssertion, "An assert-set needs at least one assertion in its list \"assert\".")
            : set with { Members = members };
    }

    private string? ThresholdProblem(AssertionType type, Assertion assertion)
    {
        var threshold = assertion.Threshold;
        return type.Threshold switch
        {
            ThresholdRule.Required when threshold is null => $"{assertion.Type} needs a threshold{(type.Kind == AssertionKind.Latency ? " in milliseconds" : " in US dollars")}.",
            ThresholdRule.Required or ThresholdRule.FromZero when threshold < 0 => $"The threshold of {assertion.Type} cannot be below 0.",
            ThresholdRule.Fraction when threshold is < 0 or > 1 => $"The threshold of {assertion.Type} must lie between 0 and 1.",
            _ => null,
        };
    }

    private Assertion CheckValue(Assertion assertion, string pointer)
    {
        var valuePointer = assertion.Value is null ? pointer : ObjectReader.Join(pointer, "value");
        if (assertion.Threshold is not null && AssertionTypes.Find(assertion.Type)!.Value.Type.Threshold == ThresholdRule.None)
        {
            problems.Warn(ObjectReader.Join(pointer, "threshold"), DiagnosticCodes.InvalidAssertion, $"{assertion.Type} has no threshold; this one has no effect. Remove it.");
        }

        if (assertion.HasReferences)
        {
            return assertion;
        }

        if (ValueRules.Problem(assertion.Type, assertion.Kind, assertion.Value) is { } problem)
        {
            return Defective(assertion, valuePointer, DiagnosticCodes.InvalidAssertion, problem);
        }

        if (assertion.Kind is AssertionKind.IsJson or AssertionKind.ContainsJson)
        {
            return assertion with { Schema = ValueRules.SchemaOf(assertion.Value) };
        }

        if (assertion.Kind == AssertionKind.Regex && JsRegex.Problem(JsonTexts.StringOf(assertion.Value!.Value)) is { } syntax)
        {
            // Judged, it fails, as in promptfoo; a suite with it is not run.
            problems.Error(valuePointer, DiagnosticCodes.InvalidAssertion, $"Invalid regular expression (JavaScript's syntax): {syntax}.");
        }

        return assertion;
    }

    private Assertion Defective(Assertion assertion, string pointer, string code, string message)
    {
        var at = code == DiagnosticCodes.UnknownAssertion ? ObjectReader.Join(pointer, "type") : pointer;
        problems.Error(at, code, message);
        return assertion with { Defect = message };
    }
}
