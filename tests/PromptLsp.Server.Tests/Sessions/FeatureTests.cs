using System.Text.Json.Nodes;

namespace PromptLsp.Server.Tests.Sessions;

/// <summary>Each feature once through the real wire: what the inner layers answer is tested there; here it must arrive.</summary>
public sealed class FeatureTests
{
    private const string Uri = "file:///w/a.prompt";

    private const string Prompt = """
        ---
        name: greeting
        model: openai/gpt-4o-mini
        inputs:
          question: { type: string, required: true, sample: Why? }
          unused: { type: string, sample: x }
        ---
        system:
        Be kind.

        user:
        😀 {{ question }}
        {{ nobody }}

        """;

    private static readonly JsonObject _capabilities = JsonNode.Parse("""
        {"general":{"positionEncodings":["utf-8"]},
         "workspace":{"workspaceEdit":{"documentChanges":true}},
         "textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]},"definition":{"linkSupport":true},
           "documentSymbol":{"hierarchicalDocumentSymbolSupport":true},
           "completion":{"completionItem":{"snippetSupport":true}},
           "codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}}}}}
        """)!.AsObject();

    private static async Task<TestEditor> OpenAsync(JsonObject? capabilities = null)
    {
        var editor = await TestEditor.StartInitializedAsync((capabilities ?? _capabilities).DeepClone().AsObject());
        await editor.OpenAsync(Uri, Prompt, version: 9);
        return editor;
    }

    [Fact]
    public async Task Hover_tells_of_the_message_whose_role_line_is_under_the_mouse()
    {
        await using var editor = await OpenAsync();

        var hover = await editor.RequestAsync("textDocument/hover", At(10, 2));

        Assert.Equal("markdown", hover!["contents"]!["kind"]!.GetValue<string>());
        Assert.Contains("user", hover["contents"]!["value"]!.GetValue<string>());
        Assert.Equal("10:0-10:5", RangeOf(hover["range"]!));
    }

    [Fact]
    public async Task Hover_over_nothing_is_null()
    {
        await using var editor = await OpenAsync();

        Assert.Null(await editor.RequestAsync("textDocument/hover", At(9, 0)));
    }

    [Fact]
    public async Task Completion_offers_the_inputs_and_replaces_what_is_typed()
    {
        await using var editor = await OpenAsync();

        var list = await editor.RequestAsync("textDocument/completion", At(11, 10));

        var item = list!["items"]!.AsArray().Single(item => item!["label"]!.GetValue<string>() == "question")!;
        Assert.Equal("question", item["textEdit"]!["newText"]!.GetValue<string>());
        Assert.StartsWith("11:8-", RangeOf(item["textEdit"]!["range"]!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Definition_leads_to_the_declaration_as_link_or_location(bool links)
    {
        var capabilities = _capabilities.DeepClone().AsObject();
        capabilities["textDocument"]!["definition"]!["linkSupport"] = links;
        await using var editor = await OpenAsync(capabilities);

        var target = Assert.Single((await editor.RequestAsync("textDocument/definition", At(11, 9)))!.AsArray())!;

        Assert.Equal(Uri, target[links ? "targetUri" : "uri"]!.GetValue<string>());
        Assert.Equal("4:2-4:10", RangeOf(target[links ? "targetSelectionRange" : "range"]!));
    }

    [Fact]
    public async Task References_hold_the_declaration_where_it_is_wanted()
    {
        await using var editor = await OpenAsync();
        var parameters = At(11, 9);
        parameters["context"] = new JsonObject { ["includeDeclaration"] = true };

        var found = (await editor.RequestAsync("textDocument/references", parameters))!.AsArray();

        Assert.Equal(["11:8-11:16", "4:2-4:10"], found.Select(place => RangeOf(place!["range"]!)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_outline_nests_or_is_flat_as_the_editor_takes_it()
    {
        await using var editor = await OpenAsync();
        var nested = (await editor.RequestAsync("textDocument/documentSymbol", Document()))!.AsArray();
        var flatly = _capabilities.DeepClone().AsObject();
        flatly["textDocument"]!.AsObject().Remove("documentSymbol");
        await using var plain = await OpenAsync(flatly);
        var flat = (await plain.RequestAsync("textDocument/documentSymbol", Document()))!.AsArray();

        Assert.Contains(nested, symbol => symbol!["children"]!.AsArray().Count > 0);
        Assert.All(flat, symbol => Assert.Equal(Uri, symbol!["location"]!["uri"]!.GetValue<string>()));
        Assert.Equal(nested.Sum(Count), flat.Count);
    }

    [Fact]
    public async Task Folding_covers_the_front_matter()
    {
        await using var editor = await OpenAsync();

        var ranges = (await editor.RequestAsync("textDocument/foldingRange", Document()))!.AsArray();

        Assert.Contains(ranges, range => range!["startLine"]!.GetValue<int>() == 0 && range["endLine"]!.GetValue<int>() is 5 or 6);
    }

    [Fact]
    public async Task Hints_tell_the_tokens_of_each_message_until_the_user_turns_them_off()
    {
        await using var editor = await OpenAsync();
        var parameters = Document();
        parameters["range"] = Range(0, 0, 99, 0);
        await editor.ChangeAsync(Uri, 10, new JsonObject { ["text"] = Prompt.Replace("{{ nobody }}\n", "", StringComparison.Ordinal) });

        var hints = (await editor.RequestAsync("textDocument/inlayHint", parameters.DeepClone()))!.AsArray();
        await editor.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"promptlsp":{"inlayHints":false}}}"""));
        var none = (await editor.RequestAsync("textDocument/inlayHint", parameters))!.AsArray();

        Assert.Equal([7, 10], hints.Select(hint => hint!["position"]!["line"]!.GetValue<int>()));
        Assert.Empty(none);
    }

    [Fact]
    public async Task Lenses_carry_the_commands_with_the_documents_uri()
    {
        await using var editor = await OpenAsync();

        var lenses = (await editor.RequestAsync("textDocument/codeLens", Document()))!.AsArray();

        var run = lenses.Single(lens => lens!["command"]!["command"]!.GetValue<string>() == "promptlsp.run")!;
        Assert.Equal(Uri, Assert.Single(run["command"]!["arguments"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task A_fix_arrives_as_edits_of_the_version_it_is_for()
    {
        await using var editor = await OpenAsync();
        var parameters = Document();
        parameters["range"] = Range(12, 4, 12, 4);
        parameters["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["only"] = new JsonArray("quickfix") };

        var actions = (await editor.RequestAsync("textDocument/codeAction", parameters))!.AsArray();

        var declare = actions.First(action => action!["title"]!.GetValue<string>().Contains("nobody", StringComparison.Ordinal))!;
        var change = Assert.Single(declare["edit"]!["documentChanges"]!.AsArray())!;
        Assert.Equal(9, change["textDocument"]!["version"]!.GetValue<int>());
        Assert.NotEmpty(change["edits"]!.AsArray());
        Assert.Equal("PL0301", Assert.Single(declare["diagnostics"]!.AsArray())!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Kinds_of_actions_that_are_not_wanted_do_not_come()
    {
        await using var editor = await OpenAsync();
        var parameters = Document();
        parameters["range"] = Range(12, 4, 12, 4);
        parameters["context"] = new JsonObject { ["diagnostics"] = new JsonArray(), ["only"] = new JsonArray("refactor.extract") };

        Assert.Empty((await editor.RequestAsync("textDocument/codeAction", parameters))!.AsArray());
    }

    [Theory]
    [InlineData("textDocument/hover")]
    [InlineData("textDocument/completion")]
    [InlineData("textDocument/definition")]
    public async Task Every_place_of_a_half_typed_file_can_be_asked_about(string method)
    {
        await using var editor = await OpenAsync();
        await editor.ChangeAsync(Uri, 10, new JsonObject { ["text"] = "---\ninputs:\n  q: {\n---\nuser:\n{{ for d in \n{{ q | \n" });
        for (var line = 0; line < 9; line++)
        {
            for (var character = 0; character < 14; character++)
            {
                await editor.RequestAsync(method, At(line, character));
            }
        }
    }

    private static JsonObject Document() => new() { ["textDocument"] = new JsonObject { ["uri"] = Uri } };

    private static JsonObject At(int line, int character)
    {
        var parameters = Document();
        parameters["position"] = new JsonObject { ["line"] = line, ["character"] = character };
        return parameters;
    }

    private static JsonObject Range(int startLine, int start, int endLine, int end) => new()
    {
        ["start"] = new JsonObject { ["line"] = startLine, ["character"] = start },
        ["end"] = new JsonObject { ["line"] = endLine, ["character"] = end },
    };

    private static string RangeOf(JsonNode range) =>
        $"{range["start"]!["line"]}:{range["start"]!["character"]}-{range["end"]!["line"]}:{range["end"]!["character"]}";

    private static int Count(JsonNode? symbol) => 1 + symbol!["children"]!.AsArray().Sum(Count);
}
