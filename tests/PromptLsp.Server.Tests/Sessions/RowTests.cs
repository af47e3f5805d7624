using System.Text.Json.Nodes;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Server.Tests.Sessions;

/// <summary>The figures of rows come when they are ready, by the standard's own requests.</summary>
public sealed class RowTests
{
    private const string Uri = "file:///w/a.prompt";
    private const string Prompt = "---\nmodel: openai/gpt-4o-mini\nbudget: { input_tokens: 10 }\n---\nuser:\nHi {{ q }}\n";

    private static readonly JsonObject _capabilities = JsonNode.Parse("""{"workspace":{"codeLens":{"refreshSupport":true}},"textDocument":{"publishDiagnostics":{"versionSupport":true}}}""")!.AsObject();

    private static Task<TestEditor> StartAsync()
    {
        var files = new MemoryFiles(new Dictionary<string, string> { ["a.eval.yaml"] = "prompts: [a.prompt]\n" });
        var services = new WorkspaceServices(files, new TokenCounterProvider(), TimeProvider.System, [])
        {
            Rows = new ListedRows("""{"q":"one"}""", """{"q":"one two three four"}"""),
        };
        return TestEditor.StartInitializedAsync(_capabilities.DeepClone().AsObject(), openWorkspace: _ => services);
    }

    [Fact]
    public async Task Findings_come_when_the_rows_are_counted()
    {
        await using var editor = await StartAsync();
        await editor.OpenAsync(Uri, Prompt);
        await editor.NextAsync("textDocument/publishDiagnostics", message => message.ToJsonString().Contains("PL0605"));
        await editor.ChangeAsync(Uri, 2, new JsonObject { ["text"] = Prompt.Replace("10 }", "11 }") });
        await editor.NextAsync("textDocument/publishDiagnostics", message => message["params"]!["version"]?.GetValue<int>() == 2 && message.ToJsonString().Contains("limit of 11 tokens"));
    }

    [Fact]
    public async Task Lenses_are_fresh_when_the_rows_are_counted_and_again_after_an_edit()
    {
        await using var editor = await StartAsync();
        await editor.OpenAsync(Uri, Prompt);
        await AnswerRefreshAsync(editor);
        Assert.Contains("p50 9 · p95 12 · max 12 · 1 of 2 rows over", await TitlesAsync(editor));

        await editor.ChangeAsync(Uri, 2, new JsonObject { ["text"] = Prompt.Replace("10 }", "20 }") });
        await AnswerRefreshAsync(editor);
        Assert.Contains("p50 9 · p95 12 · max 12 · 2 rows", await TitlesAsync(editor));
    }

    private static async Task AnswerRefreshAsync(TestEditor editor) => await editor.ReplyAsync(await editor.NextAsync("workspace/codeLens/refresh"), null);

    private static async Task<IEnumerable<string>> TitlesAsync(TestEditor editor)
    {
        var lenses = await editor.RequestAsync("textDocument/codeLens", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        return lenses!.AsArray().Select(lens => lens!["command"]!["title"]!.GetValue<string>());
    }
}
