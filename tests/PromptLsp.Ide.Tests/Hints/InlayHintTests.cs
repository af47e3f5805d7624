using PromptLsp.Ide.Hints;
using PromptLsp.Syntax.Text;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Hints;

public class InlayHintTests
{
    private static void Check(string text, params string[] expected)
    {
        var fixture = Fixture.Parse(text);
        var file = fixture.Files[fixture.FirstFile];
        var hints = InlayHintProvider.GetHints(fixture.ToSnapshot(), fixture.FocusPath, new TextSpan(0, file.Length), CancellationToken.None);
        Assert.Equal(expected, hints.Select(hint => $"{file[(file.LastIndexOf('\n', hint.Offset - 1) + 1)..hint.Offset]} {hint.Label}"));
    }

    [Fact]
    public void Tokens_stand_behind_each_role_line() => Check(
        "---\ninputs: { question: { sample: How do I reset my password? } }\n---\nsystem:\nHello world\nuser:\n{{ question }}",
        "system: 2 tokens", "user: 7 tokens");

    [Fact]
    public void A_value_that_nobody_gave_is_named() => Check(
        "---\ninputs: { question: {} }\n---\nuser:\nHello world {{ question }}", "user: 3 tokens + question");

    [Fact]
    public void A_broken_message_is_an_estimate_and_the_others_are_exact() => Check(
        "system:\nHello world\nuser:\nHi {{ x\nassistant:\nHi", "system: 2 tokens", "user: ~2 tokens", "assistant: 1 token");

    [Fact]
    public void A_message_that_is_left_out_is_told() => Check(
        "---\ninputs: { long: false }\n---\nsystem:\nHi\n{{ if long }}\nuser:\nHello\n{{ end }}", "system: 1 token", "user: not sent with these values");

    [Fact]
    public void A_model_without_published_tokenizer_has_no_hints() => Check("---\nmodel: openai/gpt-5.1\n---\nuser:\nHi");

    [Fact]
    public void Hints_outside_the_shown_part_are_left_out()
    {
        var fixture = Fixture.Parse("system:\nHi\nuser:\nHi");
        var hint = Assert.Single(InlayHintProvider.GetHints(fixture.ToSnapshot(), fixture.FocusPath, new TextSpan(0, 8), CancellationToken.None));
        Assert.Equal(7, hint.Offset);
    }
}
