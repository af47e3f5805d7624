using System.Text.Json;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Tests.ChatTemplates;

public sealed class ChatTemplateTests
{
    [Fact]
    public void Rendering_is_that_of_jinja_and_what_fails_there_fails_here()
    {
        var wrong = new List<string>();
        foreach (var (template, rendered) in JinjaCases.All())
        {
            var actual = Attempt(template);
            if (rendered is null ? !actual.StartsWith("failed:", StringComparison.Ordinal) : actual != rendered)
            {
                wrong.Add($"{template}\n  expected: {rendered ?? "a failure"}\n  actual:   {actual}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Theory]
    [InlineData("a\n{% include 'x' %}", ChatTemplateFailure.Unsupported, 2, 4)]
    [InlineData("{{ 'a' | truncate(3) }}", ChatTemplateFailure.Unsupported, 1, 10)]
    [InlineData("{{ 'a'.format(1) }}", ChatTemplateFailure.Unsupported, 1, 7)]
    [InlineData("{{ 1 is sameas 1 }}", ChatTemplateFailure.Unsupported, 1, 9)]
    [InlineData("{{ '%s' % 'a' }}", ChatTemplateFailure.Unsupported, 1, 9)]
    [InlineData("{{ 'Straße'.upper() }}", ChatTemplateFailure.Unsupported, 1, 18)]
    [InlineData("{% for x in y recursive %}{% endfor %}", ChatTemplateFailure.Unsupported, 1, 15)]
    [InlineData("\n\n{{ a b }}", ChatTemplateFailure.Syntax, 3, 6)]
    [InlineData("{{ nothing.here }}", ChatTemplateFailure.Evaluation, 1, 11)]
    [InlineData("{{ raise_exception('Roles must alternate') }}", ChatTemplateFailure.Refused, 1, 19)]
    public void A_failure_names_its_kind_and_place(string template, ChatTemplateFailure failure, int line, int column)
    {
        var exception = Assert.Throws<ChatTemplateException>(() => JinjaCases.Render(template));
        Assert.Equal((failure, line, column), (exception.Failure, exception.Line, exception.Column));
        Assert.Contains($"chat_template.jinja: chat template, line {line}, column {column}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_stays_content_through_every_operation()
    {
        const string Template = "{% set c = messages[1].content %}"
            + "{{ '<a>' + c.strip()[::-1]|upper ~ '<b>' }}{{ c.split('i')|join('<c>') }}{{ c|tojson }}{{ [c] }}{{ c|replace('H', '<d>') }}{{ c|indent }}{{ c|list|first }}";
        var rendered = JinjaCases.Render(Template);
        var own = string.Concat(rendered.Pieces.Where(piece => !piece.IsContent).Select(piece => rendered.Text.Substring(piece.Start, piece.Length)));
        Assert.Equal("<a><b><c><c><d>\n    ", own);
    }

    [Fact]
    public void No_template_makes_its_own_text_of_content()
    {
        // A letter that stands in no template: wherever it comes out, it came from outside.
        const string Letter = "\uE000";
        var messages = JsonElement.Parse($$$"""[{"role":"user","content":"{{{Letter}}} {{{Letter}}}x\n{{{Letter}}}","{{{Letter}}}":1},{"role":"{{{Letter}}}","content":["{{{Letter}}}"]}]""");
        foreach (var (template, _) in JinjaCases.All())
        {
            RenderedChat rendered;
            try
            {
                rendered = JinjaCases.Render(template, ChatTemplateInput.Of(messages));
            }
            catch (ChatTemplateException)
            {
                continue;
            }

            Assert.DoesNotContain(rendered.Pieces, piece => !piece.IsContent && rendered.Text.AsSpan(piece.Start, piece.Length).Contains(Letter[0]));
        }
    }

    [Fact]
    public void Numbers_and_keys_from_outside_are_content_too()
    {
        const string Template = "<|{{ messages[2].tool_calls[0].function.arguments.n }}|>{% for k in messages[0] %}{{ k }}{% endfor %}{{ 1 }}";
        var rendered = JinjaCases.Render(Template);
        Assert.Equal(["<|", "3", "|>", "rolecontent", "1"], rendered.Pieces.Select(piece => rendered.Text.Substring(piece.Start, piece.Length)));
    }

    private static string Attempt(string template)
    {
        try
        {
            return JinjaCases.Render(template).Text;
        }
        catch (ChatTemplateException exception)
        {
            return $"failed: {exception.Failure}: {exception.Message}";
        }
    }
}
