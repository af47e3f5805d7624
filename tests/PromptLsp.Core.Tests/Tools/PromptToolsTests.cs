using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tools;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Tests.Tools;

public sealed class PromptToolsTests
{
    private const string Path = "/w/a.prompt";

    private const string Weather = """
        - type: function
          function:
            name: get_current_weather
            description: Get the current weather in a given location
            parameters:
              type: object
              properties:
                location: { type: string, description: "The city and state, e.g. San Francisco, CA" }
                unit: { type: string, description: The unit of temperature to return, enum: [celsius, fahrenheit] }
              required: [location]
        """;

    private static WorkspaceSnapshot Open(string tools, string prompt = "---\nmodel: openai/gpt-4o\ntools: [t.yaml]\n---\nuser:\nHi\n") =>
        WorkspaceSnapshot.Create(new WorkspaceServices(
            new MemoryFiles(new Dictionary<string, string> { ["a.prompt"] = prompt, ["t.yaml"] = tools }), new TokenCounterProvider(), TimeProvider.System, []));

    [Theory]
    [InlineData("name: search\ndescription: Looks things up.\n")]
    [InlineData("""[{"name":"search","description":"Looks things up."}]""")]
    [InlineData("""{"type":"function","function":{"name":"search","description":"Looks things up."}}""")]
    public void FunctionsAreReadFromYamlAndJson(string tools)
    {
        var read = Open(tools).Analyze(Path)!.Tools;
        var tool = Assert.Single(read.Definitions);
        Assert.Equal(("search", "Looks things up.", """{"type":"object","properties":{}}"""), (tool.Name, tool.Description, tool.Parameters.GetRawText()));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("name: a b\n", "t.yaml:1:7: 'a b' is no name of a tool")]
    [InlineData("description: x\n", "t.yaml:1:1: The tool needs a value for 'name'.")]
    [InlineData("name: a\nparameters: { type: string }\n", "t.yaml:2:21: The parameters of a tool are a JSON schema with `type: object`.")]
    [InlineData("name: a\nparam: {}\n", "t.yaml:2:1: ")]
    [InlineData("- name: a\n- name: a\n", "t.yaml: the tool 'a' is declared twice")]
    [InlineData("- 1\n", "t.yaml:1:3: A tool must be a mapping")]
    [InlineData("", "t.yaml:1:1: There is no tool in the file")]
    [InlineData("name: [", "t.yaml:")]
    public void WhatNoProviderTakesIsAnErrorAtTheReference(string tools, string expected)
    {
        var found = Open(tools).GetDiagnostics(Path, CancellationToken.None).Where(finding => finding.Code == "PL0703").ToList();
        Assert.StartsWith(expected, found[0].Message);
        Assert.Equal("t.yaml", Open(tools).GetText(Path)!.Slice(found[0].Span));
    }

    [Fact]
    public void AToolOfTwoFilesIsDeclaredTwice()
    {
        var read = Open("name: a\n", "---\ntools: [t.yaml, ./t.yaml]\n---\nHi").Analyze(Path)!.Tools;
        Assert.Equal("./t.yaml: the tool 'a' is declared twice. Names must differ.", Assert.Single(read.Problems).Message);
    }

    /// <summary>The cookbook's own example, whose figures are those that OpenAI's API counted: 101 tokens for gpt-4o, 105 for gpt-4.</summary>
    [Theory]
    [InlineData("openai/gpt-4o", 101)]
    [InlineData("openai/gpt-4", 105)]
    public void ToolsAreEstimatedByTheCookbooksFormula(string modelId, int expected)
    {
        var prompt = $"---\nmodel: {modelId}\ntools: [t.yaml]\n---\nsystem:\nYou are a helpful assistant that can answer to questions about the weather.\n\nuser:\nWhat's the weather like in San Francisco?\n";
        var report = Open(Weather, prompt).Analyze(Path)!.TokenReport!;
        Assert.Equal(expected, report.Total + report.Estimate.Tools);
    }

    [Fact]
    public void SchemasAreEstimatedByTheirText()
    {
        var counter = new TokenCounterProvider().Find("o200k_base")!;
        var report = Open("", "---\nmodel: openai/gpt-4o\noutput: { format: json, schema: { type: object } }\n---\nHi").Analyze(Path)!.TokenReport!;
        Assert.Equal(new RequestEstimate(0, counter.Count("""{"type":"object"}""")), report.Estimate);
    }
}
