using CsCheck;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Tests.Prompts;

public sealed class PromptRoundTripTests
{
    private static readonly string[] _fragments =
    [
        "---\n", "---\r\n", "name: x\n", "inputs:\n  a: { type: string }\n", "template: liquid\n", "system:\n", "user:\r\n", "\\user:\n", "User :\n",
        "{{", "}}", "{{ a }}", "{{ \"", "{{~ if a -}}", "{{ end }}", "{% if a %}", "{% endif %}", "{% raw %}", "{%{ raw }%}", "{{ # c }}", "{{ ## c ## }}",
        "{{ for x in y }}", "include 'p'", "`", "'", "\"", "\\", "\n", "\r", "\r\n", "é", "😀", "text ", "\uFEFF", "\0", ": ", "- [", "{ a: ",
    ];

    public static TheoryData<string> Folders => ["prompts-dotprompt", "prompts-prompty", "prompts-semantic-kernel", "templates-scriban-tests"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_reference_file_comes_back_byte_for_byte(string folder)
    {
        var files = Directory.GetFiles(SharedData.PathOf("data", folder), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            AssertRoundTrip(bytes, file);
            AssertRoundTrip([.. "\uFEFF"u8, .. bytes], file + " with byte order mark");
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            AssertRoundTrip(System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), file + " with CRLF");
            AssertRoundTrip(System.Text.Encoding.UTF8.GetBytes(text.TrimEnd('\r', '\n')), file + " without last line break");
        }
    }

    [Fact]
    public void Any_mixture_of_fragments_comes_back() =>
        Gen.Int[0, _fragments.Length - 1].Select(i => _fragments[i]).Array[0, 30].Sample(parts => AssertTree(string.Concat(parts)), iter: 20_000);

    [Fact]
    public void Any_text_comes_back() => Gen.String.Sample(AssertTree, iter: 5_000);

    [Fact]
    public void Bytes_that_are_no_text_are_told_and_do_not_stop_the_parser()
    {
        var tree = PromptParser.Parse(SourceText.FromBytes([0x68, 0xFF, 0xFE, 0x69]));
        Assert.Contains(tree.Diagnostics, diagnostic => diagnostic.Code == PromptLsp.Syntax.Diagnostics.DiagnosticCodes.InvalidEncoding);
    }

    private static void AssertRoundTrip(byte[] bytes, string name)
    {
        var source = SourceText.FromBytes(bytes);
        var tree = PromptParser.Parse(source);
        Assert.True(source.Text == tree.ToText(), name);
        Assert.True(source.HasInvalidBytes || bytes.AsSpan().SequenceEqual(tree.Source.ToBytes()), name);
        AssertSpans(tree);
    }

    private static void AssertTree(string text)
    {
        var tree = PromptParser.Parse(SourceText.From(text));
        Assert.Equal(text, tree.ToText());
        AssertSpans(tree);
    }

    private static void AssertSpans(PromptSyntaxTree tree)
    {
        Assert.All(tree.Diagnostics, diagnostic => Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, tree.Source.Length));
        Assert.All(tree.Messages, message => Assert.InRange(message.Span.End, message.Span.Start, tree.Source.Length));
        Assert.All(tree.Diagnostics.SelectMany(diagnostic => diagnostic.Fixes).SelectMany(fix => fix.Edits), edit => Assert.InRange(edit.Span.End, 0, tree.Source.Length));
    }
}
