using PromptLsp.Ide.Completion;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Completion;

public class CompletionTests
{
    private const string Head = """
        ---
        inputs:
          question: { type: string, description: What is asked }
          order: { type: object, properties: { number: {}, items: {} } }
          history: { type: messages }
          profile: { type: object, sample: { name: Ann, address: { city: Rome } } }
        context:
          docs: { index: kb, query: "{{ question }}" }
        ---

        """;

    /// <summary>The items must hold these labels, and none of those that begin with <c>!</c>.</summary>
    private static IReadOnlyDictionary<string, CompletionItem> Check(string text, params string[] expected)
    {
        var fixture = Fixture.Parse(text);
        var items = CompletionProvider.GetCompletions(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None);
        var labels = items.Select(item => item.Label).ToHashSet();
        foreach (var label in expected)
        {
            Assert.True(label.StartsWith('!') ? !labels.Contains(label[1..]) : labels.Contains(label), $"{label} among {string.Join(", ", labels)}");
        }

        return items.DistinctBy(item => item.Label).ToDictionary(item => item.Label);
    }

    /// <summary>Applies the completion of that label.</summary>
    private static string Apply(string text, string label)
    {
        var fixture = Fixture.Parse(text);
        var item = Check(text, label)[label];
        var file = fixture.Files[fixture.Caret.File];
        return file[..item.Edit.Span.Start] + item.Edit.NewText + file[item.Edit.Span.End..];
    }

    [Theory]
    [InlineData("{{ ‸ }}")]
    [InlineData("{{ q‸")]
    [InlineData("{{ q‸ }}")]
    [InlineData("{{ if q‸")]
    [InlineData("{{ x = q‸ }}")]
    [InlineData("{{q‸\nuser:\nmore {{ question }}")]
    public void Variables_are_offered_in_half_typed_tags(string body)
    {
        var items = Check(Head + body, "question", "order", "docs", "!text");
        Assert.Equal(CompletionKind.Variable, items["question"].Kind);
        Assert.Equal("string", items["question"].Detail);
        Assert.Equal("passages of kb", items["docs"].Detail);
    }

    [Fact]
    public void A_whole_word_is_replaced() => Assert.Equal(Head + "{{ question }}", Apply(Head + "{{ que‸stin }}", "question"));

    [Fact]
    public void A_loops_variable_is_seen_inside_the_loop_only()
    {
        Check(Head + "{{ for d in docs }}{{ ‸ }}{{ end }}", "d");
        Check(Head + "{{ for d in docs }}{{ end }}{{ ‸ }}", "!d");
    }

    [Theory]
    [InlineData("{{ for d in docs }}{{ d.‸ }}{{ end }}", "text,source,heading,score,id,!question")]
    [InlineData("{{ for d in docs }}{{ d.‸", "text,source")]
    [InlineData("{{ for d in docs }}[{{ d.so‸ }}] more\n", "text,source")]
    [InlineData("{{ docs[0].‸ }}", "text,source")]
    [InlineData("{{ docs.‸ }}", "size,!text")]
    [InlineData("{{ order.‸ }}", "number,items")]
    [InlineData("{{ profile.address.‸ }}", "city,!name")]
    [InlineData("{{ for m in history }}{{ m.‸ }}{{ end }}", "role,content")]
    [InlineData("{{ for d in docs }}{{ for.‸ }}{{ end }}", "index,first,last")]
    [InlineData("{{ first = docs[0] }}{{ first.‸ }}", "text")]
    [InlineData("{{ question.‸ }}", "!text,!upcase,!question")]
    public void Members_are_those_of_the_value(string body, string expected) => Check(Head + body, expected.Split(','));

    [Theory]
    [InlineData("{{ question | str‸ }}", "string,string.upcase,object.default,!question,!math.uuid")]
    [InlineData("{{ question | string.‸ }}", "upcase,truncate,!question")]
    [InlineData("{{ question | string.up‸", "upcase")]
    [InlineData("{{ string.‸ }}", "upcase")]
    public void Functions_are_offered_behind_pipes_and_groups(string body, string expected) => Check(Head + body, expected.Split(','));

    [Fact]
    public void Liquid_has_its_own_filters_tags_and_loop()
    {
        var head = "---\ntemplate: liquid\ninputs: { question: {}, items: { type: array } }\n---\n";
        Check(head + "{{ question | up‸ }}", "upcase", "default", "!string.upcase");
        Check(head + "{% fo‸ %}", "for", "if", "assign", "!question", "!while");
        Check(head + "{% if ques‸ %}", "question");
        Check(head + "{% for i in items %}{{ forloop.‸ }}{% endfor %}", "index0");
        Check(head + "{% for i in items %}{% end‸ %}{% endfor %}", "endfor");
    }

    [Theory]
    [InlineData("{{ # ques‸ }}")]
    [InlineData("{{ 'ques‸' }}")]
    [InlineData("{{ for q‸ }}")]
    [InlineData("{{ 12‸ }}")]
    [InlineData("plain ques‸ text")]
    public void Nothing_is_offered_where_no_name_can_stand(string body) => Check(Head + body, "!question", "!string", "!system:");

    [Fact]
    public void A_block_comes_with_its_end_and_takes_in_the_closing_bracket()
    {
        Assert.Equal(Head + "{{ for ${1:item} in ${2:list} }}$0{{ end }}", Apply(Head + "{{ fo‸ }}", "for"));
        Assert.Equal(Head + "{{ if ${1:condition} }}$0{{ end }}", Apply(Head + "{{ i‸", "if"));
    }

    [Theory]
    [InlineData("{{ include '‸' }}")]
    [InlineData("{{ include 'par‸")]
    [InlineData("{{ include 'par‸ }}")]
    [InlineData("{{ include \"partials/‸rules.md\" }}")]
    public void Partials_of_the_workspace_are_offered(string body)
    {
        var files = "\n//- prompts/partials/rules.md\nBe kind.\n//- shared/tone.txt\nx\n//- data.json\n{}\n";
        var items = Check("//- prompts/main.prompt\n" + body + files, "partials/rules.md", "../shared/tone.txt", "!../data.json", "!main.prompt");
        Assert.DoesNotContain('\'', items["partials/rules.md"].Edit.NewText);
        Assert.Contains("include ", Apply("//- prompts/main.prompt\n" + body + files, "partials/rules.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unclosed_path_is_replaced_up_to_the_bracket() =>
        Assert.Equal(
            "{{ include 'partials/rules.md }}",
            Apply("//- main.prompt\n{{ include 'par‸ }}\n//- partials/rules.md\nx", "partials/rules.md").TrimEnd('\n'));

    [Theory]
    [InlineData("sy‸")]
    [InlineData("text\n\n‸")]
    [InlineData("system:\nx\nus‸er:")]
    public void Roles_are_offered_at_the_beginning_of_a_line(string body)
    {
        var items = Check(body, "system:", "user:", "assistant:", "developer:", "tool:");
        Assert.Equal(CompletionKind.Role, items["user:"].Kind);
    }

    [Theory]
    [InlineData("some sy‸")]
    [InlineData("  us‸")]
    [InlineData("xyz‸")]
    public void Roles_are_not_offered_within_text(string body) => Check(body, "!system:", "!user:");

    [Theory]
    [InlineData("---\n‸\n---\n", "name,model,inputs,budget,!id")]
    [InlineData("---\nname: a\nmo‸\n---\n", "model,!name")]
    [InlineData("---\nmodel:\n  ‸\n---\n", "id,temperature,!name")]
    [InlineData("---\nmodel:\n  id: openai/gpt-4o-mini\n  te‸\nname: x\n---\n", "temperature,!id")]
    [InlineData("---\ninputs:\n  question:\n    type: string\n    ‸\n---\n", "required,sample,!type")]
    [InlineData("---\ninputs:\n  question: { type: string, ‸ }\n---\n", "required,sample,!type,!name")]
    [InlineData("---\ninputs:\n  question: { ‸", "type,required")]
    [InlineData("---\ninputs:\n  question: { type: string, req‸\n---\nuser:\n", "required,!type")]
    [InlineData("---\nbudget: { ‸ }\n---\n", "input_tokens,truncate")]
    [InlineData("---\ncontext:\n  docs:\n    ‸\n---\n", "index,query,top_k,max_tokens")]
    public void Keys_are_offered_by_level_and_only_once(string text, string expected) => Check(text, expected.Split(','));

    [Theory]
    [InlineData("---\ntemplate: ‸\n---\n", "scriban,liquid")]
    [InlineData("---\ninputs: { a: { type: ‸ } }\n---\n", "string,messages,boolean")]
    [InlineData("---\ninputs:\n  a:\n    trust: un‸\n---\n", "trusted,untrusted")]
    [InlineData("---\ninputs:\n  a:\n    required: ‸\n---\n", "true,false")]
    [InlineData("---\nbudget: { truncate: old‸ }\n---\n", "oldest-history,tail")]
    [InlineData("---\noutput: { format: ‸ }\n---\n", "json,text")]
    [InlineData("---\nmodel: ‸\n---\n", "openai/gpt-4o-mini,local/echo")]
    [InlineData("---\nmodel:\n  id: openai/gpt‸\n---\n", "openai/gpt-4o-mini,!temperature")]
    public void Values_are_those_that_the_key_allows(string text, string expected) => Check(text, expected.Split(','));

    [Fact]
    public void A_key_brings_its_colon_unless_it_has_one()
    {
        Assert.Equal("---\nname: \n---\n", Apply("---\nna‸\n---\n", "name"));
        Assert.Equal("---\nname: x\n---\n", Apply("---\nna‸me: x\n---\n", "name"));
        Assert.Equal("---\ninputs:\n---\n", Apply("---\nin‸\n---\n", "inputs"));
    }

    [Fact]
    public void A_model_id_is_replaced_whole() =>
        Assert.Equal("---\nmodel: local/echo # x\n---\n", Apply("---\nmodel: openai/g‸pt # x\n---\n", "local/echo"));

    [Fact]
    public void Indexes_come_from_the_configuration() =>
        Check("//- main.prompt\n---\ncontext:\n  docs: { index: ‸ }\n---\n//- promptlsp.yaml\nindexes:\n  kb: { include: ['docs/*.md'] }\n", "kb");

    [Fact]
    public void Tools_are_files_of_the_workspace() =>
        Check("//- main.prompt\n---\ntools: [‸]\n---\n//- tools/search.yaml\nname: x\n", "tools/search.yaml");

    [Fact]
    public void A_query_sees_the_inputs() => Check("---\ninputs: { question: {} }\ncontext:\n  docs:\n    index: kb\n    query: \"{{ que‸ }}\"\n---\n", "question", "!index");

    [Theory]
    [InlineData("//- a.eval.yaml\n‸\n", "prompts,tests,gate")]
    [InlineData("//- a.eval.yaml\ntests:\n  - id: x\n    ‸\n", "vars,assert,!id")]
    [InlineData("//- a.eval.yaml\ntests:\n  - assert:\n      - { type: cont‸ }\n", "contains,not-contains,is-json")]
    [InlineData("//- a.eval.yaml\ntests:\n  - assert:\n      - ‸\n", "type,value,threshold")]
    [InlineData("//- a.eval.yaml\nprompts: [‸]\n//- p.prompt\nx", "p.prompt")]
    [InlineData("//- a.eval.yaml\nproviders:\n  - ‸\n", "openai/gpt-4o-mini,id")]
    [InlineData("//- a.eval.yaml\nprompts: [p.prompt]\ntests:\n  - vars: { ‸ }\n//- p.prompt\n---\ninputs: { question: {} }\n---\n", "question")]
    [InlineData("//- promptlsp.yaml\nindexes:\n  kb:\n    ‸\n", "include,splitter")]
    [InlineData("//- promptlsp.yaml\nmodels:\n  a/b: { tokenizer: ‸ }\n", "o200k_base,cl100k_base")]
    public void Suites_and_the_configuration_are_completed_too(string text, string expected) => Check(text, expected.Split(','));
}
