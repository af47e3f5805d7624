using CsCheck;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Tests.ChatTemplates;

public sealed class HostileTemplateTests
{
    private static readonly string[] _words =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", " ", "\n", "if", "elif", "else", "endif", "for", "in", "endfor", "set", "endset", "macro", "endmacro", "x", "messages",
        "loop", ".", "[", "]", "(", ")", "{", "}", ":", ",", "=", "==", "~", "|", "is", "not", "and", "or", "'", "\"", "'a'", "1", "2.5", "range", "tojson", "join",
        "length", "defined", "*", "/", "%", "**", "raw", "endraw", "namespace", "\\", "é", "😀", "\ud800", "break", "items", "split", "first", "map", "select",
    ];

    [Theory]
    [InlineData("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in range(1000000000000) %}{% endfor %}")]
    [InlineData("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")]
    [InlineData("{{ 'a' * 1000000000000 }}")]
    [InlineData("{% set ns = namespace(t='ab') %}{% for i in range(100) %}{% set ns.t = ns.t + ns.t %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t='ab') %}{% for i in range(100) %}{% set ns.t = ns.t|replace('a', ns.t) %}{% endfor %}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t|tojson }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t == [ns.t] }}{{ [ns.t[0], 1] == ns.t }}{{ ns.t|tojson(indent=9) }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for i in range(500000) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t|tojson }}")]
    [InlineData("{{ 'a'|indent(1000000000) }}")]
    [InlineData("{% for i in range(2000) %}{{ messages|map(attribute='role')|sort|list * 1 if false else messages|tojson(indent=1000) }}{% endfor %}")]
    public void A_template_that_does_not_end_is_an_error(string template)
    {
        var exception = Assert.Throws<ChatTemplateException>(() => JinjaCases.Render(template));
        Assert.Equal(ChatTemplateFailure.Limit, exception.Failure);
    }

    [Theory]
    [InlineData("(", "")]
    [InlineData("not ", "x")]
    [InlineData("-", "1")]
    [InlineData("[", "]")]
    [InlineData("1 + ", "1")]
    [InlineData("x if ", "x")]
    public void Deep_expressions_do_not_use_up_the_stack(string repeated, string end)
    {
        var template = "{{ " + string.Concat(Enumerable.Repeat(repeated, 100_000)) + end + " }}";
        Assert.ThrowsAny<ChatTemplateException>(() => JinjaCases.Render(template + "{{ raise_exception('end') }}"));
    }

    [Fact]
    public void Deep_blocks_and_long_chains_do_not_use_up_the_stack()
    {
        var blocks = string.Concat(Enumerable.Repeat("{% if true %}", 60_000));
        Assert.Throws<ChatTemplateException>(() => JinjaCases.Render(blocks));
        Assert.Throws<ChatTemplateException>(() => JinjaCases.Render("{{ messages" + string.Concat(Enumerable.Repeat(".a", 100_000)) + " }}"));
        Assert.Throws<ChatTemplateException>(() => JinjaCases.Render("{{ 'a'" + string.Concat(Enumerable.Repeat("|trim", 100_000)) + "|nope }}"));
    }

    [Fact]
    public void A_template_that_is_too_long_is_refused() =>
        Assert.Equal(ChatTemplateFailure.Limit, Assert.Throws<ChatTemplateException>(() => JinjaCases.Render(new string('a', ChatTemplateLimits.GreatestSource + 1))).Failure);

    [Fact]
    public void Whatever_the_template_it_renders_or_fails_with_a_place()
    {
        var limits = new ChatTemplateLimits { Steps = 5_000, Characters = 100_000 };
        Gen.Int[0, _words.Length - 1].Select(index => _words[index]).Array[0, 40].Sample(
            words =>
            {
                try
                {
                    _ = JinjaCases.Render(string.Concat(words), limits: limits);
                }
                catch (ChatTemplateException exception)
                {
                    Assert.True(exception is { Line: > 0, Column: > 0 });
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Changed_templates_render_or_fail_with_a_place()
    {
        var limits = new ChatTemplateLimits { Steps = 20_000, Characters = 1_000_000 };
        var templates = JinjaCases.All().Select(row => row.Template).ToArray();
        Gen.Select(Gen.Int[0, templates.Length - 1].Select(index => templates[index]), Gen.Int[0, _words.Length - 1].Select(index => _words[index]), Gen.Int[0, 2_000], Gen.Int[0, 6]).Sample(
            (template, word, at, removed) =>
            {
                var start = Math.Min(at, template.Length);
                var changed = template.Remove(start, Math.Min(removed, template.Length - start)).Insert(start, word);
                try
                {
                    _ = JinjaCases.Render(changed, limits: limits);
                }
                catch (ChatTemplateException exception)
                {
                    Assert.True(exception is { Line: > 0, Column: > 0 });
                }
            },
            iter: 10_000);
    }
}
