using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Suites;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>CSV files, against the tests that promptfoo made of them.</summary>
public sealed class CsvTests
{
    /// <summary>Where we differ on purpose: the tests, or the first error, that there are here, and why.</summary>
    private static readonly Dictionary<string, (string Result, string Reason)> _exceptions = new()
    {
        ["04-special"] = ("error 1:3: The column __prefix is not supported", "prefix, suffix and recorded outputs are not supported, and not ignored"),
        ["05-metadata"] = ("""{"q":"x"} [] | {"q":"y"} []""", "metadata is not kept, with a warning; a bare __metadata is no variable (listed fault)"),
        ["06-config"] = ("error 2:3: The assertion type \"rouge-n\" is not supported", "rouge-n is not judged in this version"),
        ["07-config-blank"] = ("error 2:3: The assertion type \"rouge-n\" is not supported", "a blank threshold is no error (listed fault); rouge-n is not judged in this version"),
        ["09-config-order"] = ("error 2:2: The assertion type \"rouge-n\" is not supported", "rouge-n is not judged in this version"),
        ["17-blank-lines"] = ("""{"a":"1"} [equals "x"] | {"a":"2"} [equals "y"]""", "blank lines are left out (listed fault: they throw)"),
        ["18-duplicate-header"] = ("error 1:3: The column a stands twice", "the later column wins in silence there (listed fault)"),
        ["19-empty-header"] = ("error 1:3: A column has no name", "a variable without name cannot be used"),
        ["20-header-only"] = ("error 2:8: The suite has no tests", "a suite without tests tests nothing"),
        ["21-empty-file"] = ("error 2:8: The suite has no tests", "a suite without tests tests nothing"),
        ["25-expected-text-column"] = ("error 1:3: Unknown column __expected_note", "unknown columns are errors (listed fault)"),
        ["26-threshold-forms"] = ("error 2:3: __threshold must be a number above 0", "a threshold of 0, text and negative numbers are errors (listed fault)"),
        ["27-grade-fn"] = ("error 2:3: The assertion type \"grade\" is not supported", "model-graded and code assertions are not judged in this version"),
        ["28-strict"] = ("""{"q":"say \"hi\" now"} [contains "hi"]""", "there is no strict mode: a quote within an unquoted cell is a character"),
        ["29-unknown-dunder"] = ("error 1:3: Unknown column __label", "unknown columns are errors (listed fault)"),
    };

    [Fact]
    public void TestsAreThoseOfPromptfoo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.prompt", "{{ q }}");
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(PromptfooReference.Folder, "csv.json")));
        var wrong = new List<string>();
        foreach (var entry in reference.RootElement.EnumerateObject())
        {
            File.Copy(Path.Combine(PromptfooReference.Folder, "csv", entry.Name + ".csv"), Path.Combine(folder.Path, "rows.csv"), overwrite: true);
            var delimiter = entry.Value.GetProperty("env").TryGetProperty("PROMPTFOO_CSV_DELIMITER", out var given) ? given.GetString()! : ",";
            var suite = folder.Write("s.eval.yaml", $"prompts: [p.prompt]\ntests: [{{ file: rows.csv, delimiter: {JsonTexts.Quote(delimiter)} }}]\n");
            var actual = Describe(SuiteLoader.Load(suite, new DiskFiles(folder.Path), TestContext.Current.CancellationToken));
            var isException = _exceptions.TryGetValue(entry.Name, out var exception);
            var expected = isException ? exception.Result : Expected(entry.Value);
            if (expected == "error" || (isException && expected.StartsWith("error", StringComparison.Ordinal)) ? !actual.StartsWith(expected, StringComparison.Ordinal) : actual != expected)
            {
                wrong.Add($"{entry.Name}: expected {expected}\n    got {actual}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static string Expected(JsonElement entry) => entry.TryGetProperty("tests", out var tests)
        ? string.Join(" | ", tests.EnumerateArray().Select(test =>
            $"{JsonTexts.Stringify(test.GetProperty("vars"), sorted: true)} [{string.Join(", ", test.GetProperty("assert").EnumerateArray().Select(ExpectedAssertion))}]"))
        : "error";

    private static string ExpectedAssertion(JsonElement assertion) =>
        assertion.GetProperty("type").GetString()
        + (assertion.TryGetProperty("value", out var value) ? " " + JsonTexts.Stringify(value) : "")
        + (assertion.TryGetProperty("threshold", out var threshold) ? " " + JsonTexts.Stringify(threshold) : "");

    private static string Describe(SuiteLoadResult result)
    {
        if (result.Suite is null)
        {
            var first = result.Diagnostics.First(found => found.Diagnostic.Severity == DiagnosticSeverity.Error);
            return $"error {first.Position}: {first.Diagnostic.Message}";
        }

        return string.Join(" | ", result.Suite.Tests.Select(test =>
            $"{{{string.Join(',', test.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{JsonTexts.Quote(variable.Key)}:{JsonTexts.Stringify(variable.Value)}"))}}} [{string.Join(", ", test.Assertions.Select(DescribeAssertion))}]"));
    }

    private static string DescribeAssertion(Assertion assertion) =>
        assertion.Type
        + (assertion.Value is { } value ? " " + JsonTexts.Stringify(value) : "")
        + (assertion.Threshold is { } threshold ? " " + JsNumber.ToText(threshold) : "");
}
