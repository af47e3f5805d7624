using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reading;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Suites;

/// <summary>What holds for every test of a suite.</summary>
/// <param name="Assertions">Asserted of every answer.</param>
/// <param name="Pointers">Where each of them stands.</param>
/// <param name="Variables">Values that a test may override.</param>
/// <param name="Threshold">For tests without one.</param>
internal sealed record SuiteDefaults(
    ImmutableArray<Assertion> Assertions, ImmutableArray<string> Pointers, ImmutableDictionary<string, JsonElement> Variables, double? Threshold)
{
    /// <summary>No defaults.</summary>
    public static SuiteDefaults None { get; } = new([], [], ImmutableDictionary<string, JsonElement>.Empty, null);
}

/// <summary>Fills defaults in, gives every test its identity, and finds references to variables that a test does not have.</summary>
internal sealed class TestCompletion(SuiteDefaults defaults, ProblemList problems, List<SuiteDiagnostic> diagnostics)
{
    private readonly Dictionary<string, Place> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);

    /// <summary>The finished tests.</summary>
    public ImmutableArray<SuiteTest> Complete(IReadOnlyList<TestDraft> drafts)
    {
        var tests = drafts.Select(Complete).ToImmutableArray();
        for (var i = 0; i < defaults.Assertions.Length; i++)
        {
            CheckDefault(defaults.Assertions[i], defaults.Pointers[i], tests);
        }

        return tests;
    }

    private static IEnumerable<string> NamesIn(Assertion assertion) =>
        assertion.Members.SelectMany(NamesIn).Concat(assertion.HasReferences ? VariableReferences.NamesIn(assertion.Value!.Value) : []).Distinct();

    private SuiteTest Complete(TestDraft draft)
    {
        var variables = defaults.Variables.SetItems(draft.Variables);
        foreach (var (assertion, place) in draft.Assertions)
        {
            foreach (var name in NamesIn(assertion).Where(name => !variables.ContainsKey(name)))
            {
                Report(place, DiagnosticSeverity.Warning, DiagnosticCodes.UndefinedVariable,
                    $"The expected value refers to \"{name}\", which this test does not have: it is taken as the very text.");
            }
        }

        return new SuiteTest
        {
            Id = Identify(draft),
            Description = draft.Description,
            Place = $"{draft.Place.FilePath[(draft.Place.FilePath.LastIndexOf('/') + 1)..]}:{draft.Place.Position.Line + 1}",
            Variables = variables,
            Assertions = [.. defaults.Assertions, .. draft.Assertions.Select(item => item.Assertion)],
            Threshold = draft.Threshold ?? defaults.Threshold,
        };
    }

    private string Identify(TestDraft draft)
    {
        var id = draft.Id ?? draft.ContentHash();
        if (_ids.TryAdd(id, draft.Place))
        {
            return id;
        }

        var first = _ids[id];
        var where = $"{first.FilePath}:{first.Position}";
        if (draft.Id is not null)
        {
            Report(draft.Place, DiagnosticSeverity.Error, DiagnosticCodes.DuplicateKey, $"The id \"{id}\" is taken by the test at {where}. Ids must differ.");
            return id;
        }

        Report(draft.Place, DiagnosticSeverity.Warning, DiagnosticCodes.DuplicateKey, $"This test is the same as the one at {where}. Remove it, or give both an id.");
        _copies[id] = _copies.GetValueOrDefault(id, 1) + 1;
        return $"{id}-{_copies[id]}";
    }

    private void CheckDefault(Assertion assertion, string pointer, ImmutableArray<SuiteTest> tests)
    {
        foreach (var name in NamesIn(assertion))
        {
            var missing = tests.Count(test => !test.Variables.ContainsKey(name));
            if (missing > 0)
            {
                problems.Warn(pointer, DiagnosticCodes.UndefinedVariable,
                    $"The expected value refers to \"{name}\", which {missing} of {tests.Length} tests do not have: there it is taken as the very text.");
            }
        }
    }

    private void Report(Place place, DiagnosticSeverity severity, string code, string message) =>
        diagnostics.Add(new SuiteDiagnostic(place.FilePath, place.Position, new Diagnostic(code, severity, place.Span, message)));
}
