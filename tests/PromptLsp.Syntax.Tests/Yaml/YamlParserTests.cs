using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Tests.Yaml;

public sealed class YamlParserTests
{
    [Fact]
    public void SpansSliceTheVeryText()
    {
        const string Text = "---\n👍: 'b👍'\r\nc: x👍y  # z\r\nd: |\r\n  l👍\r\n  m\r\n\r\ne:\r\n  - 1\r\n  - {q: \"z\"}\r\nf:\r\n---\nbody";
        var end = Text.LastIndexOf("---", StringComparison.Ordinal);
        var result = YamlParser.Parse(Text, 4, end);
        var root = Assert.IsType<YamlMapping>(result.Root);
        Assert.Empty(result.Diagnostics);
        string Slice(YamlNode node) => Text[node.Span.Start..node.Span.End];
        Assert.Equal(["👍", "c", "d", "e", "f"], root.Entries.Select(entry => Slice(entry.Key)));
        Assert.Equal(["'b👍'", "x👍y", "|\r\n  l👍\r\n  m", "- 1\r\n  - {q: \"z\"}", ""], root.Entries.Select(entry => Slice(entry.Value)));
        Assert.Equal("l👍\nm\n", Assert.IsType<YamlScalar>(root["d"]).Value);
        Assert.Equal("{q: \"z\"}", Slice(Assert.IsType<YamlSequence>(root["e"]).Items[1]));
    }

    [Theory]
    [InlineData("name: x\nmod\ninputs:\n  a: 1\n", "name,inputs")]
    [InlineData("name: x\nmodel:\n  id: \"abc\nb: 2\n", "name,model,b")]
    [InlineData("a: [1, 2\nb: 3\nc: 4\n", "a,c")]
    [InlineData("a: @b\nb: 1", "a,b")]
    [InlineData("a: {b: 1\nc: 2\nd: 3\n", "a,d")]
    [InlineData("a:\n\tb: 1\nc: 2\n", "a,c")]
    [InlineData("a: b: c\nd: 1\n", "a,d")]
    [InlineData("a: 'x", "a")]
    [InlineData("a: 1\nbud", "a")]
    public void ABrokenLineHidesNoOtherEntry(string text, string keys)
    {
        var result = YamlParser.Parse(text);
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCodes.YamlSyntax);
        var found = Assert.IsType<YamlMapping>(result.Root).Entries.Select(entry => entry.Key.Value).ToArray();
        Assert.Superset(keys.Split(',').ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public void AHalfTypedInputHidesNoOtherInput()
    {
        var result = YamlParser.Parse("inputs:\n  question: { type: string }\n  to\n  tone: { type: string }\nname: x\n");
        var root = Assert.IsType<YamlMapping>(result.Root);
        Assert.Equal(["question", "tone"], Assert.IsType<YamlMapping>(root["inputs"]).Entries.Select(entry => entry.Key.Value));
        Assert.NotNull(root["name"]);
        Assert.Single(result.Diagnostics);
    }

    [Fact]
    public void OfEqualKeysTheFirstCounts()
    {
        const string Text = "a: 1\nb: {c: 1, c: 2}\na: 2\n";
        var result = YamlParser.Parse(Text);
        Assert.Equal("1", Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(result.Root)["a"]).Value);
        Assert.Equal([(15, "c"), (21, "a")], result.Diagnostics.Select(d => (d.Span.Start, Text[d.Span.Start..d.Span.End])));
        Assert.All(result.Diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.DuplicateKey, diagnostic.Code));
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", "second YAML document", "---")]
    [InlineData("p: &p {x: 1}\nd:\n  <<: *p\n", "Merge keys", "<<")]
    [InlineData("? [a, b]\n: c\nd: 1", "key must be plain", "[a, b]")]
    [InlineData("a: !env HOME\n", "tag '!env'", "!env HOME")]
    [InlineData("a:\n\tb: 1\n", "tab", "\t")]
    [InlineData("a: *nope\n", "Nothing above is anchored", "*nope")]
    [InlineData("a: &a [*a]\n", "within its own anchor", "*a")]
    [InlineData("a: @b\n", "cannot begin with '@'", "@")]
    [InlineData("a: b: c\n", "in quotes", ":")]
    [InlineData("a: {b: 1\nc: 2\n", "This '{' is never closed", "{")]
    [InlineData("a: &x [1, 2\nb: 3\n", "This '[' is never closed", "[")]
    [InlineData("a:\n  q: { type: ", "Close it by '}'", "{")]
    [InlineData("a: 1\0\nb: 2\n", "U+0000", "\0")]
    public void WhatIsNotReadIsReported(string text, string message, string underlined)
    {
        var diagnostic = YamlParser.Parse(text).Diagnostics[0];
        Assert.Equal(DiagnosticCodes.YamlSyntax, diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(underlined, text[diagnostic.Span.Start..diagnostic.Span.End]);
    }

    [Fact]
    public void UnquotedTemplateTagsAreReadAsTextWithAFix()
    {
        const string Text = "query: {{ question }}\nb: 1\n";
        var result = YamlParser.Parse(Text);
        var root = Assert.IsType<YamlMapping>(result.Root);
        Assert.Equal("{{ question }}", Assert.IsType<YamlScalar>(root["query"]).Value);
        var fix = Assert.Single(Assert.Single(result.Diagnostics).Fixes);
        Assert.True(fix.IsPreferred);
        var edit = Assert.Single(fix.Edits);
        var repaired = Text[..edit.Span.Start] + edit.NewText + Text[edit.Span.End..];
        Assert.Equal("query: '{{ question }}'\nb: 1\n", repaired);
        Assert.Empty(YamlParser.Parse(repaired).Diagnostics);
    }

    [Fact]
    public void AliasesAreResolvedWhereTheyStand()
    {
        const string Text = "a: &x {b: 1}\nc: *x\n";
        var result = YamlParser.Parse(Text);
        var alias = Assert.IsType<YamlMapping>(Assert.IsType<YamlMapping>(result.Root)["c"]);
        Assert.Equal("*x", Text[alias.Span.Start..alias.Span.End]);
        Assert.Equal("1", Assert.IsType<YamlScalar>(alias["b"]).Value);
    }

    [Fact]
    public void AliasBombsAndDeepNestingAreRefused()
    {
        var bomb = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        Assert.Contains(YamlParser.Parse(bomb).Diagnostics, diagnostic => diagnostic.Message.Contains("too large", StringComparison.Ordinal));
        var chain = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));
        Assert.Contains(YamlParser.Parse(chain).Diagnostics, diagnostic => diagnostic.Message.Contains("too large", StringComparison.Ordinal));
        var deep = YamlParser.Parse("a: " + new string('[', 50_000));
        Assert.Contains("deeper than", deep.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.NotNull(Assert.IsType<YamlMapping>(deep.Root)["a"]);
    }

    [Fact]
    public void ManyFindingsDoNotPileUp()
    {
        var result = YamlParser.Parse("a: [" + string.Concat(Enumerable.Repeat("*a,", 30_000)) + "]");
        Assert.Equal(100, result.Diagnostics.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("\n\n")]
    public void EmptyTextHasNoRoot(string text)
    {
        var result = YamlParser.Parse(text);
        Assert.Null(result.Root);
        Assert.Empty(result.Diagnostics);
    }
}
