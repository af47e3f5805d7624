using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Tests.Yaml;

public sealed class YamlMappingReaderTests
{
    private static readonly string[] _keys = ["name", "required", "top_k", "threshold", "kind", "include", "model"];

    [Fact]
    public void ValuesComeTyped()
    {
        var (reader, diagnostics) = Read("name: 12\nrequired: true\ntop_k: 5\nthreshold: .5\nkind: flat\ninclude: [a, b]\nmodel: {id: x}\n");
        Assert.Equal("12", reader.Text("name"));
        Assert.True(reader.Boolean("required"));
        Assert.Equal(5, reader.Integer("top_k", 1, 100));
        Assert.Equal(0.5, reader.Number("threshold", 0, 1));
        Assert.Equal("flat", reader.Choice("kind", ["flat", "deep"]));
        Assert.Equal(["a", "b"], reader.TextList("include")!.Value);
        Assert.Equal("x", Assert.IsType<YamlScalar>(reader.Map("model")!["id"]).Value);
        Assert.True(reader.Require("name"));
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void MisspeltKeysCarryAFix()
    {
        const string Text = "requierd: true\nmodl: x\ncompletely_else: 1\n";
        var (_, diagnostics) = Read(Text);
        Assert.All(diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.UnknownKey, diagnostic.Code));
        Assert.Equal(["requierd", "modl", "completely_else"], diagnostics.Select(d => Text[d.Span.Start..d.Span.End]));
        Assert.Equal(["required", "model", null], diagnostics.Select(d => d.Fixes.FirstOrDefault()?.Edits[0].NewText));
        Assert.True(diagnostics[0].Fixes[0].IsPreferred);
        Assert.Contains("Did you mean 'required'?", diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains("Known keys: name, required", diagnostics[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyThatIsThereIsNotSuggestedAgain()
    {
        var (_, diagnostics) = Read("model: x\nmodl: y\n");
        Assert.Empty(Assert.Single(diagnostics).Fixes);
    }

    [Theory]
    [InlineData("name: [1]", "'name' of the test must be text, not a sequence.", "[")]
    [InlineData("name:", "'name' of the test has no value.", "name")]
    [InlineData("required: yes", "must be true or false, not 'yes'. Did you mean 'true'?", "yes")]
    [InlineData("top_k: 0", "must be an integer from 1 to 100, not '0'.", "0")]
    [InlineData("top_k: 1.5", "must be an integer from 1 to 100, not '1.5'.", "1.5")]
    [InlineData("threshold: .nan", "must be a number from 0 to 1, not '.nan'.", ".nan")]
    [InlineData("kind: flaat", "must be one of flat, deep, not 'flaat'. Did you mean 'flat'?", "flaat")]
    [InlineData("include: {a: 1}", "must be a list of texts, not a mapping.", "{")]
    [InlineData("model: x", "must be a mapping, not 'x'.", "x")]
    public void WrongValuesAreReportedWhereTheyStand(string text, string message, string underlined)
    {
        var (reader, diagnostics) = Read(text);
        Assert.Null(reader.Text("name"));
        Assert.Null(reader.Boolean("required"));
        Assert.Null(reader.Integer("top_k", 1, 100));
        Assert.Null(reader.Number("threshold", 0, 1));
        Assert.Null(reader.Choice("kind", ["flat", "deep"]));
        Assert.Null(reader.TextList("include"));
        Assert.Null(reader.Map("model"));
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticCodes.InvalidValue, diagnostic.Code);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(underlined, text[diagnostic.Span.Start..diagnostic.Span.End]);
    }

    [Fact]
    public void MissingKeysAreReported()
    {
        var (reader, diagnostics) = Read("kind: flat");
        Assert.False(reader.Require("name"));
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticCodes.MissingKey, diagnostic.Code);
        Assert.Equal("The test needs a value for 'name'.", diagnostic.Message);
    }

    private static (YamlMappingReader Reader, List<Diagnostic> Diagnostics) Read(string text)
    {
        var diagnostics = new List<Diagnostic>();
        return (new YamlMappingReader(Assert.IsType<YamlMapping>(YamlParser.Parse(text).Root), _keys, diagnostics, "the test"), diagnostics);
    }
}
