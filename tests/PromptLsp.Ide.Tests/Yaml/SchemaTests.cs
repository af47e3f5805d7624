using PromptLsp.Core.Assertions;
using PromptLsp.Core.Prompts;
using PromptLsp.Ide.Completion;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Yaml;

public class SchemaTests
{
    private static IEnumerable<string> Keys(string text)
    {
        var fixture = Fixture.Parse(text);
        return CompletionProvider.GetCompletions(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None)
            .Where(item => item.Kind == CompletionKind.Key)
            .Select(item => item.Label);
    }

    [Fact]
    public void The_keys_offered_are_those_that_are_read()
    {
        Assert.Equal(PromptDefinitionReader.Keys, Keys("---\n‸\n---\n"));
        Assert.Equal(PromptDefinitionReader.ModelKeys, Keys("---\nmodel: { ‸ }\n---\n"));
        Assert.Equal(PromptDefinitionReader.OutputKeys, Keys("---\noutput: { ‸ }\n---\n"));
        Assert.Equal(PromptDefinitionReader.BudgetKeys, Keys("---\nbudget: { ‸ }\n---\n"));
        Assert.Equal(PromptDefinitionReader.ContextKeys, Keys("---\ncontext: { docs: { ‸ } }\n---\n"));
        Assert.Equal(InputReader.Keys, Keys("---\ninputs: { a: { ‸ } }\n---\n"));
    }

    [Fact]
    public void The_assertions_offered_are_those_that_are_judged()
    {
        var fixture = Fixture.Parse("//- a.eval.yaml\ntests: [{ assert: [{ type: ‸ }] }]");
        var offered = CompletionProvider.GetCompletions(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None).Select(item => item.Label);
        Assert.Equal(AssertionTypes.Names, offered);
    }

    [Theory]
    [InlineData("providers: { a: { type: openai, ‸ } }")]
    [InlineData("models: { a/b: { ‸ } }")]
    [InlineData("indexes: { a: { include: [x], ‸ } }")]
    [InlineData("indexes: { a: { include: [x], splitter: { ‸ } } }")]
    [InlineData("‸")]
    public void The_configurations_keys_are_those_that_are_read(string text)
    {
        var keys = Keys("//- promptlsp.yaml\n" + text).ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            var fixture = Fixture.Parse("//- promptlsp.yaml\n" + text.Replace("‸", key + ": 1", StringComparison.Ordinal));
            var findings = fixture.ToSnapshot().GetDiagnostics(fixture.FocusPath, CancellationToken.None);
            Assert.DoesNotContain(findings, finding => finding.Code == Syntax.Diagnostics.DiagnosticCodes.UnknownKey);
        }
    }
}
