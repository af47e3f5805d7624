using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Files;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Evaluation.Texts;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Suites;

/// <summary>One reading of a suite's mapping.</summary>
internal sealed class SuiteReading(
    IWorkspaceFiles files, string path, ProblemList problems, List<SuiteDiagnostic> diagnostics, Func<string, bool, Place> locate, RowScreening? screening)
{
    private const int MaxRepeat = 1000;
    private static readonly string[] _keys = ["description", "prompts", "providers", "defaults", "tests", "repeat", "gate"];
    private static readonly string[] _defaultKeys = ["assert", "vars", "threshold"];
    private static readonly string[] _providerKeys = ["id", "label"];
    private static readonly string[] _gateKeys = ["pass_rate", "against", "non_inferiority", "confidence"];

    /// <summary>Reads the suite; problems say what is wrong with it.</summary>
    public EvaluationSuite? Read(JsonElement root, CancellationToken cancellationToken)
    {
        if (ObjectReader.Open(root, "", "A suite", _keys, problems) is not { } reader)
        {
            return null;
        }

        var values = new ValueFiles(files, path);
        var defaults = ReadDefaults(reader, values);
        var drafts = new SuiteTests(files, path, values, problems, diagnostics, locate).Read(reader, cancellationToken);
        if (drafts.Count == 0 && !problems.HasErrors && !diagnostics.Exists(found => found.Diagnostic.Severity == DiagnosticSeverity.Error))
        {
            problems.Error(reader.Get("tests") is null ? "" : reader.At("tests"), DiagnosticCodes.MissingKey, "The suite has no tests. Add a test under tests, or rows to its file.");
        }

        screening?.Look(drafts, cancellationToken);

        return new EvaluationSuite
        {
            Path = path,
            Description = reader.Text("description") ?? "",
            Prompts = ReadPrompts(reader),
            Providers = ReadProviders(reader),
            Tests = new TestCompletion(defaults, problems, diagnostics).Complete(drafts),
            Repeat = ReadRepeat(reader),
            Gate = ReadGate(reader),
        };
    }

    private SuiteDefaults ReadDefaults(ObjectReader suite, ValueFiles values)
    {
        if (suite.Get("defaults") is not { } given
            || ObjectReader.Open(given, suite.At("defaults"), "defaults", _defaultKeys, problems) is not { } reader)
        {
            return SuiteDefaults.None;
        }

        var items = reader.List("assert").ToList();
        var assertions = new AssertionReader(values, problems).ReadAll(items);
        var threshold = reader.Number("threshold", 0, 1);
        if (threshold == 0)
        {
            reader.Report("threshold", "A threshold of 0 lets every answer pass. Give a number above 0, or leave it out.");
        }

        var variables = new TestReader(values, problems, locate).Variables(reader);
        return new SuiteDefaults(assertions, [.. items.Select(item => item.Pointer)], variables, threshold);
    }

    private ImmutableArray<string> ReadPrompts(ObjectReader reader)
    {
        if (reader.Get("prompts") is null)
        {
            problems.Error("", DiagnosticCodes.MissingKey, "The suite needs prompts: a list of prompt files.");
            return [];
        }

        var found = new List<string>();
        foreach (var (item, pointer) in reader.List("prompts", allowOne: true))
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                problems.Error(pointer, DiagnosticCodes.InvalidValue, $"A prompt must be the path of a file, and is {Kinds.Describe(item)}.");
                continue;
            }

            var reference = JsonTexts.StringOf(item);
            var (paths, problem) = FileReferences.Find(files, path, reference, "prompt", ["**/*.prompt", "**/*.prompty"]);
            if (problem is not null)
            {
                problems.Error(pointer, DiagnosticCodes.FileNotFound, problem);
            }

            found.AddRange(paths);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private ImmutableArray<SuiteProvider> ReadProviders(ObjectReader reader)
    {
        var providers = ImmutableArray.CreateBuilder<SuiteProvider>();
        foreach (var (item, pointer) in reader.List("providers", allowOne: true))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                AddProvider(providers, JsonTexts.StringOf(item), null, pointer);
            }
            else if (ObjectReader.Open(item, pointer, "A provider", _providerKeys, problems) is { } provider)
            {
                if (provider.Text("id") is { } id)
                {
                    AddProvider(providers, id, provider.Text("label"), pointer);
                }
                else
                {
                    problems.Error(pointer, DiagnosticCodes.MissingKey, "A provider needs an id such as openai/gpt-4o-mini.");
                }
            }
        }

        return providers.ToImmutable();
    }

    private void AddProvider(ImmutableArray<SuiteProvider>.Builder providers, string id, string? label, string pointer)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == id.Length - 1)
        {
            var advice = id.Contains(':', StringComparison.Ordinal) ? $" Did you mean \"{id.Replace(':', '/')}\"?" : "";
            problems.Error(pointer, DiagnosticCodes.InvalidValue, $"\"{Excerpt.Of(id, 60)}\" is no model id: it is written provider/model, such as openai/gpt-4o-mini.{advice}");
            return;
        }

        if (providers.Any(provider => provider.Id == id))
        {
            problems.Error(pointer, DiagnosticCodes.DuplicateKey, $"The model {id} stands twice. Use repeat to ask it more than once.");
            return;
        }

        providers.Add(new SuiteProvider(id, label ?? id));
    }

    private int ReadRepeat(ObjectReader reader)
    {
        var repeat = reader.Number("repeat", 1, MaxRepeat) ?? 1;
        if (repeat != Math.Floor(repeat))
        {
            reader.Report("repeat", "repeat must be a whole number.");
        }

        return (int)repeat;
    }

    private SuiteGate? ReadGate(ObjectReader suite)
    {
        if (suite.Get("gate") is not { } given || ObjectReader.Open(given, suite.At("gate"), "A gate", _gateKeys, problems) is not { } reader)
        {
            return null;
        }

        var passRate = reader.Number("pass_rate", 0, 1);
        if (passRate == 0)
        {
            reader.Report("pass_rate", "A pass_rate of 0 lets every run through. Give a number above 0.");
        }

        var confidence = reader.Number("confidence", 0.5, 1) ?? SuiteGate.DefaultConfidence;
        if (confidence is <= 0.5 or >= 1)
        {
            reader.Report("confidence", "confidence must lie above 0.5 and below 1, such as 0.95.");
        }

        var gate = new SuiteGate(passRate, reader.Text("against"), reader.Number("non_inferiority", 0, 1), confidence);
        foreach (var key in gate.NotEvaluated)
        {
            problems.Warn(reader.At(key), DiagnosticCodes.InvalidValue, $"{key} is not evaluated in this version: the gate looks at pass_rate alone.", onKey: true);
        }

        return gate;
    }
}
