using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Symbols;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Symbols;

/// <summary>What is found to be read before it is set is what the renderer refuses, and nothing that it renders.</summary>
public sealed class ReadBeforeSetTests
{
    [Theory]
    [InlineData("{{ x }}\n{{ x = 1 }}")]
    [InlineData("{{ x = x + 1 }}")]
    [InlineData("{{ i++ }}")]
    [InlineData("{{ if true }}{{ x }}{{ end }}{{ x = 1 }}")]
    [InlineData("{{ capture x }}{{ x }}{{ end }}")]
    [InlineData("{{ for x in [1] }}{{ x }}{{ end }}{{ x }}{{ x = 1 }}")]
    public void A_read_above_the_assignment_is_found_and_refused(string template)
    {
        Assert.Contains(Find(template).References, reference => reference.IsReadBeforeSet && reference.Kind == VariableKind.Undefined);
        Assert.Null(Render(template).Prompt);
    }

    [Theory]
    [InlineData("{{ x = 1 }}{{ x }}")]
    [InlineData("{{ x = 1 }}{{ x = x + 1 }}{{ x }}")]
    [InlineData("{{ for i in 1..3 }}{{ if !for.first }}{{ x }}{{ end }}{{ x = i }}{{ end }}")]
    [InlineData("{{ n = 0 }}{{ while n < 2 }}{{ if n > 0 }}{{ x }}{{ end }}{{ x = n; n = n + 1 }}{{ end }}")]
    [InlineData("{{ func f }}{{ x }}{{ end }}{{ x = 1 }}{{ f }}")]
    [InlineData("{{ func f; x = 1; end }}{{ f }}{{ x }}")]
    [InlineData("{{ for x in [1] }}{{ x }}{{ end }}{{ x = 1 }}")]
    [InlineData("{{ capture x }}a{{ end }}{{ x }}")]
    public void What_may_have_a_value_is_left_alone(string template)
    {
        Assert.DoesNotContain(Find(template).References, reference => reference.Kind == VariableKind.Undefined);
        Assert.NotNull(Render(template).Prompt);
    }

    [Fact]
    public void An_input_that_is_set_later_is_the_input_until_then()
    {
        const string template = "---\ninputs: { x: 1 }\n---\n{{ x }}{{ x = 2 }}{{ x }}";
        Assert.Equal(
            [VariableKind.Input, VariableKind.Local, VariableKind.Local],
            Find(template).References.Select(reference => reference.Kind));
    }

    private static PromptDocument Parse(string template) => PromptDocument.Parse("/w/a.prompt", SourceText.From(template));

    private static PromptSymbols Find(string template) => SymbolFinder.Find(Parse(template), new MemoryFiles(new Dictionary<string, string>()));

    private static RenderResult Render(string template) => new PromptRenderer(new MemoryFiles(new Dictionary<string, string>()), TimeProvider.System)
        .Render(Parse(template), ImmutableDictionary<string, JsonElement>.Empty, RenderOptions.Strict, CancellationToken.None);
}
