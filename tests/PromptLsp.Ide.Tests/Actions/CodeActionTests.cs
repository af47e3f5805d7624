using PromptLsp.Ide.Actions;
using PromptLsp.Syntax.Text;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Actions;

public class CodeActionTests
{
    private static IReadOnlyList<CodeAction> Actions(Fixture fixture) =>
        CodeActionProvider.GetActions(
            fixture.ToSnapshot(), fixture.FocusPath, new TextSpan(fixture.Caret.Offset, fixture.Caret.Offset), CancellationToken.None);

    /// <summary>The action of that title at the caret makes the text into the expected one.</summary>
    private static void Check(string text, string title, string expected)
    {
        var fixture = Fixture.Parse(text);
        var actions = Actions(fixture);
        var action = actions.FirstOrDefault(action => action.Title == title);
        Assert.True(action is not null, $"'{title}' among: {string.Join(", ", actions.Select(found => found.Title))}");
        var result = SourceText.From(fixture.Files[fixture.Caret.File]);
        foreach (var edit in action.Edits.Reverse())
        {
            result = result.WithChange(edit.Span, edit.NewText);
        }

        Assert.Equal(expected, result.Text);
    }

    [Fact]
    public void An_undefined_variable_is_declared() => Check(
        "---\ninputs:\n  tone: friendly\n---\n{{ tone }} {{ quest‸ion }}",
        "Declare the input `question`",
        "---\ninputs:\n  tone: friendly\n  question: { type: string, required: true }\n---\n{{ tone }} {{ question }}");

    [Fact]
    public void All_undefined_variables_are_declared_at_once()
    {
        Check(
            "{{ question‸ }} {{ tone }} {{ question }}",
            "Declare all 2 undefined variables",
            "---\ninputs:\n  question: { type: string, required: true }\n  tone: { type: string, required: true }\n---\n{{ question }} {{ tone }} {{ question }}");
        Check(
            "---\ninputs: { a: {} }\n---\n{{ a }}{{ b‸ }}{{ c }}",
            "Declare all 2 undefined variables",
            "---\ninputs: { a: {}, b: { type: string, required: true }, c: { type: string, required: true } }\n---\n{{ a }}{{ b }}{{ c }}");
    }

    [Fact]
    public void A_single_undefined_variable_needs_no_action_for_all() =>
        Assert.DoesNotContain(Actions(Fixture.Parse("{{ question‸ }}")), action => action.Title.StartsWith("Declare all", StringComparison.Ordinal));

    [Fact]
    public void An_unused_input_is_removed() => Check(
        "---\ninputs:\n  tone: friendly\n  un‸used: 1\n---\n{{ tone }}",
        "Remove the input `unused`",
        "---\ninputs:\n  tone: friendly\n---\n{{ tone }}");

    [Fact]
    public void A_misspelt_key_is_corrected() => Check("---\ndescripton‸: x\n---\n", "Change to 'description'", "---\ndescription: x\n---\n");

    [Fact]
    public void A_misspelt_variable_is_corrected() =>
        Check("---\ninputs: { question: x }\n---\n{{ question }}{{ qestion‸ }}", "Change to `question`", "---\ninputs: { question: x }\n---\n{{ question }}{{ question }}");

    [Fact]
    public void A_near_role_line_is_corrected() => Check("System‸ :\nx", "Begin a message: system:", "system:\nx");

    [Theory]
    [InlineData("a‸: { type: string }", "a: { type: string, sample: example }")]
    [InlineData("a‸: {}", "a: { sample: example }")]
    [InlineData("a‸:", "a: { sample: example }")]
    [InlineData("a‸:\n    type: integer\n    description: x", "a:\n    type: integer\n    description: x\n    sample: 1")]
    [InlineData("a‸: { enum: [formal, loose] }", "a: { enum: [formal, loose], sample: \"formal\" }")]
    [InlineData("a‸: { type: messages }", "a: { type: messages, sample: [{ role: user, content: example }] }")]
    [InlineData("a‸: { type: object, properties: { x: {} } }", "a: { type: object, properties: { x: {} }, sample: { \"x\": example } }")]
    public void A_sample_is_added(string entry, string expected) =>
        Check($"---\ninputs:\n  {entry}\n---\n{{{{ a }}}}", "Add a sample of `a`", $"---\ninputs:\n  {expected}\n---\n{{{{ a }}}}");

    [Theory]
    [InlineData("a‸: { sample: x }")]
    [InlineData("a‸: friendly")]
    public void A_sample_is_not_added_twice(string entry) =>
        Assert.DoesNotContain(
            Actions(Fixture.Parse($"---\ninputs:\n  {entry}\n---\n{{{{ a }}}}")), action => action.Title.StartsWith("Add a sample", StringComparison.Ordinal));

    [Fact]
    public void Fixes_elsewhere_are_not_offered() => Assert.Empty(Actions(Fixture.Parse("te‸xt\n{{ question }}")));
}
