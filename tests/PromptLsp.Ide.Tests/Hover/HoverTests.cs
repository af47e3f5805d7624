using PromptLsp.Ide.Hover;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Hover;

public class HoverTests
{
    private const string Head = """
        ---
        model: { id: openai/gpt-4o-mini, max_output_tokens: 600 }
        inputs:
          question: { type: string, description: What *is* asked, required: true, trust: untrusted, max_tokens: 400, sample: How do I reset my password? }
          tone: { default: friendly, enum: [friendly, formal] }
        context:
          docs: { index: kb, query: "{{ question }}", top_k: 3, max_tokens: 1500 }
        budget: { input_tokens: 6000 }
        ---

        """;

    /// <summary>The hover at the caret stands on the span called <c>here</c>, where there is one, and holds all parts.</summary>
    private static void Check(string text, params string[] parts)
    {
        var fixture = Fixture.Parse(text);
        var hover = HoverProvider.GetHover(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None);
        Assert.NotNull(hover);
        if (fixture.Spans.ContainsKey("here"))
        {
            Assert.Equal("here", fixture.Describe(fixture.FocusPath, hover.Span));
        }

        Assert.All(parts, part => Assert.Contains(part, hover.Markdown, StringComparison.Ordinal));
    }

    private static void CheckNone(string text)
    {
        var fixture = Fixture.Parse(text);
        Assert.Null(HoverProvider.GetHover(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None));
    }

    [Theory]
    [InlineData("user:\n{{ ⟦here:ques‸tion⟧ }}")]
    [InlineData("user:\n{{ ⟦here:‸question⟧")]
    [InlineData("user:\n{{ ⟦here:question‸⟧ | string.upcase")]
    public void An_input_tells_its_declaration_and_cost(string body) => Check(
        Head + body,
        "`question`: string, required, untrusted", "What \\*is\\* asked", "Sample: `How do I reset my password?` (7 tokens)", "At most: 400 tokens");

    [Fact]
    public void An_input_tells_what_it_gives_in_the_prompt() => Check(
        "---\ninputs: { question: { sample: How do I reset my password? } }\n---\nuser:\n{{ ‸question }}", "In the prompt: 7 tokens of 7");

    [Fact]
    public void A_default_and_the_allowed_values_are_told() => Check(Head + "{{ ‸tone }}", "Default: `friendly`", "One of: `friendly`, `formal`");

    [Fact]
    public void A_declaration_is_a_place_to_hover() => Check("---\ninputs:\n  ⟦here:que‸stion⟧: { type: integer }\n---\n{{ question }}", "`question`: integer");

    [Fact]
    public void A_context_tells_index_and_limits() => Check(Head + "{{ for d in ⟦here:do‸cs⟧ }}{{ end }}", "passages of the index `kb`", "3 passages, 1,500 tokens", "`{{ question }}`");

    [Fact]
    public void A_query_is_a_place_to_hover() => Check("---\ninputs: { question: {} }\ncontext: { docs: { index: kb, query: \"{{ ⟦here:ques‸tion⟧ }}\" } }\n---\n", "`question`: string");

    [Fact]
    public void A_loops_variable_tells_what_it_goes_through() => Check(Head + "{{ for d in docs }}{{ ⟦here:‸d⟧ }}{{ end }}", "each of `docs`", "the context `docs`");

    [Fact]
    public void A_member_is_documented() => Check(Head + "{{ for d in docs }}{{ d.⟦here:sou‸rce⟧ }}{{ end }}", "`source`: text", "The document that the passage is from.");

    [Theory]
    [InlineData("{{ 'a' | string.⟦here:up‸case⟧ }}", "`string.upcase(text) → text`")]
    [InlineData("{{ 'a' | string.⟦here:up‸case⟧", "upper case")]
    [InlineData("{{ ⟦here:str‸ing⟧.upcase 'a' }}", "Functions of texts.")]
    [InlineData("{{ ⟦here:incl‸ude⟧ 'x' }}", "Renders a partial")]
    public void Functions_are_documented(string body, string part) => Check(body, part);

    [Fact]
    public void Liquid_filters_are_documented() => Check("---\ntemplate: liquid\n---\n{{ 'a' | ⟦here:up‸case⟧ }}", "`upcase(text) → text`");

    [Fact]
    public void A_role_line_tells_the_share_of_its_message() => Check(
        "---\nmodel: openai/gpt-4o-mini\n---\n⟦here:sys‸tem:⟧\nHello world\nuser:\nHi", "2 tokens of ", "of the window of 128,000", "`o200k_base`");

    [Fact]
    public void What_has_no_value_is_named() => Check("---\ninputs: { question: {} }\n---\nus‸er:\nAnswer: {{ question }}", "tokens + question", "Not counted, for want of a value: `question`");

    [Fact]
    public void Without_a_tokenizer_no_number_is_shown() => Check("---\nmodel: openai/gpt-5.1\n---\nus‸er:\nHi", "No tokens are counted");

    [Fact]
    public void A_path_tells_its_file_and_how_it_begins() => Check(
        "//- prompts/main.prompt\n{{ include ⟦here:'par‸tials/rules'⟧ }}\n//- prompts/partials/rules.md\nBe kind.\n", "`prompts/partials/rules.md`", "Be kind.");

    [Fact]
    public void A_missing_partial_is_told() => Check("{{ include 'no‸thing' }}", "There is no partial");

    [Fact]
    public void A_model_tells_its_figures_with_date_and_source() => Check(
        "---\nmodel: ⟦here:openai/gpt‸-4o-mini⟧\n---\n", "Context window: 128,000 tokens", "Greatest answer: 16,384 tokens", "`o200k_base`", "As of ", "https://");

    [Fact]
    public void An_unknown_model_is_told() => Check("---\nmodel: a/b‸\n---\n", "not in the catalogue");

    [Fact]
    public void The_budget_tells_how_much_of_it_is_used() => Check(
        "---\nbudget: { input_tokens: ⟦here:60‸00⟧ }\n---\nsystem:\nHello world\nuser:\nHi", "3 tokens of 6,000", "- system: 2 tokens", "- user: 1 token");

    [Theory]
    [InlineData("---\n⟦here:bud‸get⟧: { input_tokens: 1 }\n---\n", "How large the prompt may be")]
    [InlineData("---\nbudget: { ⟦here:trun‸cate⟧: tail }\n---\n", "Values: `error`")]
    [InlineData("---\ninputs: { a: { ⟦here:tru‸st⟧: trusted } }\n---\n", "what a stranger writes")]
    [InlineData("//- a.eval.yaml\ntests:\n  - ⟦here:as‸sert⟧: []\n", "What the answer must be.")]
    [InlineData("//- promptlsp.yaml\n⟦here:index‸es⟧: {}\n", "retrieve from")]
    public void Keys_are_documented(string text, string part) => Check(text, part);

    [Theory]
    [InlineData("plain te‸xt")]
    [InlineData("{{ ‸ }}")]
    [InlineData("{{ 'ab‸c' }}")]
    [InlineData("---\nname: te‸xt\n---\n")]
    [InlineData("//- a.txt\nte‸xt")]
    public void There_is_nothing_to_say_of_text(string text) => CheckNone(text);

    [Fact]
    public void What_the_workspace_holds_cannot_break_out_of_the_markdown() =>
        Check("---\ninputs:\n  a: { description: '[x](http://e.example) <img src=x>', sample: '`` <b>' }\n---\n{{ ‸a }}", "\\[x\\]\\(http", "\\<img", "``` `` <b> ```");
}
