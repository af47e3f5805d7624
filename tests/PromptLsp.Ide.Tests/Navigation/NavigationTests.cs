using PromptLsp.Ide.Navigation;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Navigation;

public class NavigationTests
{
    /// <summary>The definition of the thing at the caret has the span called <c>target</c> for its name.</summary>
    private static void Check(string text, string expected = "target")
    {
        var fixture = Fixture.Parse(text);
        var targets = DefinitionProvider.GetDefinitions(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None);
        Assert.Equal(expected, string.Join(", ", targets.Select(target => fixture.Describe(target.Path, target.NameSpan))));
    }

    private static void CheckReferences(string text, string expected, bool includeDeclaration = true)
    {
        var fixture = Fixture.Parse(text);
        var found = ReferenceProvider.GetReferences(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, includeDeclaration, CancellationToken.None);
        Assert.Equal(expected, string.Join(", ", found.Select(place => fixture.Describe(place.Path, place.Span))));
    }

    [Theory]
    [InlineData("---\ninputs:\n  ⟦target:question⟧: {}\n---\n{{ ques‸tion }}")]
    [InlineData("---\ninputs:\n  ⟦target:question⟧: {}\n---\n{{ ques‸tion | upp")]
    [InlineData("---\ninputs: { ⟦target:order⟧: {} }\n---\n{{ order.num‸ber }}")]
    [InlineData("---\ncontext:\n  ⟦target:docs⟧: { index: kb, query: x }\n---\n{{ for d in do‸cs }}{{ end }}")]
    [InlineData("---\ninputs: { ⟦target:question⟧: {} }\ncontext: { docs: { index: kb, query: \"{{ ques‸tion }}\" } }\n---\n")]
    [InlineData("---\ninputs: { docs: {} }\n---\n{{ for ⟦target:d⟧ in docs }}{{ ‸d }}{{ end }}")]
    [InlineData("{{ ⟦target:x⟧ = 1 }}{{ ‸x }}")]
    [InlineData("{{ capture ⟦target:x⟧ }}a{{ end }}{{ ‸x }}")]
    [InlineData("{{ for x in [1] }}{{ x }}{{ end }}{{ for ⟦target:x⟧ in [2] }}{{ ‸x }}{{ end }}")]
    public void A_variable_leads_to_where_it_is_made(string text) => Check(text);

    [Theory]
    [InlineData("//- a/main.prompt\n{{ include 'ru‸les' }}\n//- a/rules.md\n⟦target:⟧Be kind.")]
    [InlineData("//- main.prompt\n---\ntools: [tools/se‸arch.yaml]\n---\n//- tools/search.yaml\n⟦target:⟧name: x")]
    [InlineData("//- main.prompt\n---\noutput: { schema: sche‸ma.json }\n---\n//- schema.json\n⟦target:⟧{}")]
    [InlineData("//- main.prompt\n---\ncontext: { docs: { index: k‸b, query: x } }\n---\n//- promptlsp.yaml\nindexes:\n  ⟦target:kb⟧: { include: [a] }\n")]
    [InlineData("//- a.eval.yaml\nprompts: [ma‸in.prompt]\n//- main.prompt\n⟦target:⟧x")]
    [InlineData("//- a.eval.yaml\nprompts: [main.prompt]\ntests: [{ vars: { ques‸tion: x } }]\n//- main.prompt\n---\ninputs: { ⟦target:question⟧: {} }\n---\n")]
    public void A_name_of_a_file_leads_to_it(string text) => Check(text);

    [Theory]
    [InlineData("{{ include 'no‸thing' }}")]
    [InlineData("{{ unkn‸own }}")]
    [InlineData("{{ 'a' | string.up‸case }}")]
    [InlineData("te‸xt")]
    [InlineData("---\ntools: [../../etc/pass‸wd]\n---\n")]
    public void What_is_not_there_leads_nowhere(string text) => Check(text, "");

    [Fact]
    public void References_go_through_queries_and_partials()
    {
        const string Text = "//- main.prompt\n---\ninputs: { ⟦declaration:question⟧: {} }\ncontext: { docs: { index: kb, query: \"{{ ⟦query:question⟧ }}\" } }\n---\n"
            + "{{ ⟦body:ques‸tion⟧ }}{{ include 'p' }}\n//- p.md\nAsked: {{ ⟦partial:question⟧ }}";
        CheckReferences(Text, "declaration, query, body, partial");
        CheckReferences(Text, "query, body, partial", includeDeclaration: false);
    }
}
