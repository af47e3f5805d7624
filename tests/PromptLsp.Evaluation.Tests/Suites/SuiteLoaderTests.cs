using PromptLsp.Evaluation.Suites;
using PromptLsp.Evaluation.Tests.Golden;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Evaluation.Tests.Suites;

public sealed class SuiteLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SuiteLoaderTests() => _folder.Write("a.prompt", "{{ q }}");

    public void Dispose() => _folder.Dispose();

    private SuiteLoadResult Load(string yaml) =>
        SuiteLoader.Load(_folder.Write("s.eval.yaml", yaml), new DiskFiles(_folder.Path), TestContext.Current.CancellationToken);

    private string[] Errors(string yaml) => [.. Load(yaml).Diagnostics
        .Where(found => found.Diagnostic.Severity == DiagnosticSeverity.Error)
        .Select(found => $"{Path.GetFileName(found.FilePath)}:{found.Position}: {found.Diagnostic.Message}")];

    [Fact]
    public void SuiteOfTheDesignIsRead()
    {
        _folder.Write("cases.csv", "question,__expected,__expected2\nWhat?,contains:x,latency(500)\n");
        var result = Load("""
            prompts: [a.prompt]
            providers: [openai/gpt-4o-mini, { id: local/extractive, label: ours }]
            defaults:
              assert: [{ type: latency, threshold: 5000 }]
              vars: { tone: friendly }
            tests:
              - id: reset
                vars: { question: How do I reset my password? }
                assert:
                  - { type: contains, value: Settings }
                  - { type: similar, value: Open Settings and choose Reset., threshold: 0.8 }
                  - { type: not-regex, value: '\bSSN\b' }
              - file: cases.csv
            repeat: 3
            gate: { pass_rate: 0.95, against: main, non_inferiority: 0.02, confidence: 0.95 }
            """);
        var suite = result.Suite!;
        Assert.Equal(["openai/gpt-4o-mini", "ours"], suite.Providers.Select(provider => provider.Label));
        Assert.Equal(["latency", "contains", "similar", "not-regex"], suite.Tests[0].Assertions.Select(assertion => assertion.Type));
        Assert.Equal(["latency", "contains", "latency"], suite.Tests[1].Assertions.Select(assertion => assertion.Type));
        Assert.Equal("friendly", suite.Tests[1].Variables["tone"].GetString());
        Assert.Equal(12, suite.Tests[1].Id.Length);
        Assert.Equal((3, 0.95), (suite.Repeat, suite.Gate!.PassRate));
        Assert.Equal(
            ["against is not evaluated in this version: the gate looks at pass_rate alone.", "non_inferiority is not evaluated in this version: the gate looks at pass_rate alone."],
            result.Diagnostics.Select(found => found.Diagnostic.Message));
    }

    [Theory]
    [InlineData("prompts: [a.prompt]\ntest: []", "s.eval.yaml:2:1: A suite has no key \"test\". Did you mean \"tests\"?")]
    [InlineData("prompts: [b.prompt]\ntests: [{ vars: {} }]", "s.eval.yaml:1:11: The prompt \"b.prompt\" does not exist. Did you mean \"a.prompt\"?")]
    [InlineData("prompts: ['b*.prompt']\ntests: [{ vars: {} }]", "s.eval.yaml:1:11: No file matches \"b*.prompt\"")]
    [InlineData("prompts: [../../etc/passwd]\ntests: [{ vars: {} }]", "s.eval.yaml:1:11: \"../../etc/passwd\" lies outside the workspace")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: contians, value: x }]", "s.eval.yaml:3:22: Unknown assertion type \"contians\": did you mean \"contains\"?")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: contains, vlaue: x }]", "s.eval.yaml:3:32: An assertion has no key \"vlaue\". Did you mean \"value\"?")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: latency, threshold: fast }]", "s.eval.yaml:3:42: threshold must be a number")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: regex, value: '(' }]", "s.eval.yaml:3:36: Invalid regular expression (JavaScript's syntax): Unterminated group")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: is-json, value: { type: objekt } }]", "s.eval.yaml:3:38: is-json: The schema at /type must be one of")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - assert: [{ type: equals, value: 'file://no.txt' }]", "s.eval.yaml:3:14: The file no.txt cannot be read")]
    [InlineData("prompts: [a.prompt]\ntests: [{ file: cases.csv }]", "s.eval.yaml:2:17: The file of tests \"cases.csv\" does not exist.")]
    [InlineData("prompts: [a.prompt]\nproviders: ['openai:gpt-4o']\ntests: [{ vars: {} }]", "s.eval.yaml:2:13: \"openai:gpt-4o\" is no model id: it is written provider/model, such as openai/gpt-4o-mini. Did you mean \"openai/gpt-4o\"?")]
    [InlineData("prompts: [a.prompt]\ntests:\n  - id: x\n  - id: x", "s.eval.yaml:4:5: The id \"x\" is taken by the test at")]
    [InlineData("prompts: [a.prompt]\ntests: [{ threshold: 0 }]", "s.eval.yaml:2:22: A threshold of 0 lets every answer pass.")]
    [InlineData("prompts: [a.prompt]\ntests: [{ vars: {} }]\nrepeat: 1.5", "s.eval.yaml:3:9: repeat must be a whole number.")]
    [InlineData("prompts: [a.prompt]\ntests: [{ vars: {} }]\ngate: { pass_rate: 95 }", "s.eval.yaml:3:20: pass_rate must be a number from 0 to 1, and is the number 95.")]
    public void MistakesAreNamedAtTheirPlace(string yaml, string expected)
    {
        var errors = Errors(yaml);
        Assert.Contains(errors, error => error.StartsWith(expected, StringComparison.Ordinal));
        Assert.Null(Load(yaml).Suite);
    }

    [Theory]
    [InlineData("rows.csv", "q,__expected\n\"a\nb\",contians:x\n", "rows.csv:3:4: \"contians:x\" looks like the assertion \"contains\" with a mistake in it.")]
    [InlineData("rows.csv", "q,r\n1,2\n3\n", "rows.csv:3:1: This row has 1 cells, and the header has 2 columns.")]
    [InlineData("rows.csv", "q,r\n1,\"2\n3\n", "rows.csv:2:3: A quoted cell begins here and is never closed.")]
    [InlineData("rows.csv", "q,r\n1,\"2\" 3\n", "rows.csv:2:6: Text follows the closing quote of a cell.")]
    [InlineData("rows.csv", "q,__expectd\n1,x\n", "rows.csv:1:3: Unknown column __expectd: names with two underscores are special. Did you mean __expected?")]
    [InlineData("rows.jsonl", "{\"vars\":{\"q\":1}}\n\n{\"vars\":{\"q\":1}", "rows.jsonl:3:16: This line is not valid JSON")]
    [InlineData("rows.jsonl", "{\"vars\":{},\"asert\":[]}", "rows.jsonl:1:12: A test has no key \"asert\". Did you mean \"assert\"?")]
    [InlineData("rows.jsonl", "{\"vars\":{},\"assert\":[{\"type\":\"is-josn\"}]}", "rows.jsonl:1:30: Unknown assertion type \"is-josn\": did you mean \"is-json\"?")]
    [InlineData("rows.jsonl", "{\"q\":1,\"q\":2}", "rows.jsonl:1:")]
    [InlineData("rows.yaml", "- vars: {}\n- vars: []\n", "rows.yaml:2:9: vars must be a mapping from names to values.")]
    [InlineData("rows.yaml", "q: 1\n", "rows.yaml:1:1: A file of tests must be a list of tests.")]
    public void MistakesInRowsAreNamedAtTheirPlace(string name, string text, string expected)
    {
        _folder.Write(name, text);
        var errors = Errors($"prompts: [a.prompt]\ntests: [{{ file: {name} }}]");
        Assert.Contains(errors, error => error.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void SameRowsHaveTheSameIdentityInEveryForm()
    {
        _folder.Write("rows.csv", "\uFEFFq,r,__expected\r\nx,{{ y }},contains: z\r\n");
        _folder.Write("rows.jsonl", "{\"r\":\"{{ y }}\",\"q\":\"x\",\"__expected\":\"contains:z\"}\n");
        _folder.Write("rows.yaml", "- vars: { r: '{{ y }}', q: x }\n  assert: [{ type: contains, value: z }]\n");
        string Id(string name) => Load($"prompts: [a.prompt]\ntests: [{name}]").Suite!.Tests.Single().Id;
        Assert.Equal(Id("rows.csv"), Id("rows.jsonl"));
        Assert.Equal(Id("rows.csv"), Id("rows.yaml"));
        var test = Load("prompts: [a.prompt]\ntests: [rows.csv]").Suite!.Tests.Single();
        Assert.Equal("{{ y }}", test.Variables["r"].GetString());
    }

    [Fact]
    public void ReferenceToAVariableThatATestDoesNotHaveIsWarnedOf()
    {
        var result = Load("prompts: [a.prompt]\ndefaults: { assert: [{ type: contains, value: '{{ expected }}' }] }\ntests:\n  - vars: { expected: x }\n  - vars: { expcted: x }\n");
        Assert.NotNull(result.Suite);
        Assert.Equal("The expected value refers to \"expected\", which 1 of 2 tests do not have: there it is taken as the very text.", Assert.Single(result.Diagnostics).Diagnostic.Message);
    }

    [Fact]
    public void EditorSeesWhatIsWrongInRowsAtTheirFilesName()
    {
        _folder.Write("rows.csv", "q,__expectd\n1,x\n");
        var text = SourceText.From("prompts: [a.prompt]\ntests: [{ file: rows.csv }]");
        var found = Assert.Single(SuiteAnalysis.Analyze(text, _folder.Path + "/s.eval.yaml", new DiskFiles(_folder.Path), null, TestContext.Current.CancellationToken));
        Assert.Equal("rows.csv", text.Slice(found.Span));
        Assert.StartsWith("rows.csv:1:3: Unknown column __expectd", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("tests: {")]
    [InlineData("prompts: 5\ntests: 5\nproviders: {}\ndefaults: []\ngate: x\nrepeat: []")]
    [InlineData("prompts: [[]]\ntests: [[], 5, null]\nproviders: [{}, 5]")]
    public void NonsenseIsRefusedAndNothingIsThrown(string yaml) => Assert.NotEmpty(Errors(yaml));
}
