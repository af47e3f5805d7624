using CsCheck;
using PromptLsp.Syntax.Templates;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PromptLsp.Syntax.Tests.Templates;

/// <summary>Folding literal text saves time and changes nothing: the tree and its messages are those of the whole text.</summary>
public sealed class FoldedTextTests
{
    private static readonly string[] _tags =
    [
        "{{ a }}", "{{- a -}}", "{{~ a ~}}", "{{ if a }}", "{{~ if a ~}}", "{{- else -}}", "{{ end }}", "{{- end }}", "{{ end ~}}", "{{ for x in y }}", "{{ x = 1 }}",
        "{{ capture c }}", "{{ case a }}", "{{ when 1 }}", "{{ func f(x) }}", "{{ a.b | upcase }}", "{{ a + }}", "{{ )( }}", "{{ \"s}}\" }}", "{{ \"open }}", "{{ open",
        "{%{ raw {{ a }} }%}", "{%%{ r }%%}", "{{ # c }}", "{{ ## c\n ## }}", "{{ include 'p' }}", "{% if a %}", "{%- endif -%}", "{% raw %} {{ x }} {% endraw %}",
        "{% comment %} c {% endcomment %}", "{% assign a = 1 %}", "{%", "}}", "{", "{{ '}}", "{{ {a: 1} }}", "{{ `v` }}", "{{ do }}", "{{ a; b }}", "{{ if }}", "{{ $\"i{a}\" }}",
    ];

    private static readonly string[] _units = ["word ", " ", "\n", "\r\n", "\r", "\t", "x", "\u2028", "😀", "é", "%", "\"", "user:\n"];

    private static readonly Gen<string> _literal = Gen.Int[0, _units.Length - 1].Select(i => _units[i])
        .SelectMany(unit => Gen.Int[1, 200].Select(times => string.Concat(Enumerable.Repeat(unit, times))));

    private static readonly Gen<string> _template = Gen.Frequency((3, Gen.Int[0, _tags.Length - 1].Select(i => _tags[i])), (4, _literal)).Array[0, 14].Select(string.Concat);

    [Theory]
    [InlineData(TemplateLanguage.Scriban)]
    [InlineData(TemplateLanguage.Liquid)]
    public void The_tree_is_that_of_the_whole_text(TemplateLanguage language) => _template.Sample(text => AssertSame(text, language), iter: 20_000);

    [Theory]
    [InlineData("templates-scriban-tests")]
    [InlineData("prompts-dotprompt")]
    public void Reference_files_give_the_same_trees(string folder)
    {
        foreach (var file in Directory.GetFiles(SharedData.PathOf("data", folder), "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            AssertSame(text, TemplateLanguage.Scriban);
            AssertSame(text, TemplateLanguage.Liquid);
        }
    }

    [Fact]
    public void A_megabyte_of_text_is_a_few_characters_to_the_parser()
    {
        foreach (var unit in (string[])["a", " ", "\n", " \n", "漢", "words of prose "])
        {
            var text = "{{ a -}}" + string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length)) + "{{~ b }}";
            var folded = FoldedText.Fold(text, 0, TagScanner.Scan(text, 0, TemplateLanguage.Scriban));
            Assert.InRange(folded!.Text.Length, 16, 120);
        }
    }

    private static void AssertSame(string text, TemplateLanguage language)
    {
        var syntax = TemplateParser.Parse(text, 0, language, "p");
        var whole = TemplateParser.ParseWhole(TemplateParser.MaskBroken(text, syntax.Tags), 0, language, "p");
        Assert.Equal(Describe(whole.Page), Describe(syntax.Page));
        var messages = whole.Messages.Select(message => (Offsets(message.Span), message.Message));
        Assert.Equal(messages, TemplateParser.ParseSound(TemplateParser.MaskBroken(text, syntax.Tags), 0, syntax.Tags, language, "p").Messages.Select(message => (Offsets(message.Span), message.Message)));
    }

    private static (int Start, int End) Offsets(SourceSpan span) => (span.Start.Offset, span.End.Offset);

    private static List<string> Describe(ScriptNode? node)
    {
        var found = new List<string>();
        Add(node);
        return found;

        void Add(ScriptNode? next)
        {
            if (next is null)
            {
                return;
            }

            var text = next is ScriptRawStatement raw ? $" {raw.Text.Index}+{raw.Text.Length} {raw.Text}" : "";
            found.Add($"{next.GetType().Name} {next.Span.Start.Offset}..{next.Span.End.Offset}{text}");
            foreach (var child in next.Children)
            {
                Add(child);
            }
        }
    }
}
