using System.Text.Json.Nodes;
using PromptLsp.Server.Commands;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class CommandTests
{
    private const string Uri = "file:///w/a.prompt";

    private static readonly JsonObject _progress = new() { ["window"] = new JsonObject { ["workDoneProgress"] = true } };

    [Fact]
    public async Task A_command_sees_unsaved_text_and_answers_a_document()
    {
        var commands = new ScriptedCommands
        {
            OnRender = (request, _) => Task.FromResult<CommandDocument?>(
                new CommandDocument("a.prompt rendered", "markdown", request.Workspace.GetText(request.Path)!.Text)),
        };
        await using var editor = await TestEditor.StartInitializedAsync(commands: commands, files: new() { ["a.prompt"] = "saved" });
        await editor.OpenAsync(Uri, "unsaved");

        var result = await editor.RequestAsync("workspace/executeCommand", Command("promptlsp.render"));

        Assert.Equal("""{"title":"a.prompt rendered","languageId":"markdown","text":"unsaved"}""", result!.ToJsonString());
    }

    [Fact]
    public async Task Progress_is_shown_on_the_editors_token_from_begin_to_end()
    {
        var commands = new ScriptedCommands
        {
            OnEval = (request, _) =>
            {
                request.OnProgress(new CommandProgress("1 of 2 cases", 50));
                return Task.FromResult<CommandDocument?>(null);
            },
        };
        await using var editor = await TestEditor.StartInitializedAsync(commands: commands, files: new() { ["a.prompt"] = "text" });

        Assert.Null(await editor.RequestAsync("workspace/executeCommand", Command("promptlsp.eval", token: "t1")));

        var begin = (await editor.NextAsync("$/progress"))["params"]!;
        var report = (await editor.NextAsync("$/progress"))["params"]!;
        var end = (await editor.NextAsync("$/progress"))["params"]!;
        Assert.Equal("""{"token":"t1","value":{"kind":"begin","title":"Evaluating a.prompt","cancellable":true}}""", begin.ToJsonString());
        Assert.Equal("50 1 of 2 cases", $"{report["value"]!["percentage"]} {report["value"]!["message"]}");
        Assert.Equal("end", end["value"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_token_the_server_asks_for_one()
    {
        var commands = new ScriptedCommands { OnRun = (_, _) => Task.FromResult<CommandDocument?>(null) };
        await using var editor = await TestEditor.StartInitializedAsync(_progress.DeepClone().AsObject(), new() { ["a.prompt"] = "text" }, commands);

        var (_, answer) = await editor.SendAsync("workspace/executeCommand", Command("promptlsp.run"));
        var create = await editor.NextAsync("window/workDoneProgress/create");
        await editor.ReplyAsync(create, null);

        var begin = await editor.NextAsync("$/progress");
        Assert.Equal(create["params"]!["token"]!.GetValue<string>(), begin["params"]!["token"]!.GetValue<string>());
        Assert.True((await answer).ContainsKey("result"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_is_cancelled_by_the_request_or_by_the_progress_display(bool byProgress)
    {
        var commands = new ScriptedCommands
        {
            OnRun = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return null;
            },
        };
        await using var editor = await TestEditor.StartInitializedAsync(commands: commands, files: new() { ["a.prompt"] = "text" });
        var (id, answer) = await editor.SendAsync("workspace/executeCommand", Command("promptlsp.run", token: 7));
        await editor.NextAsync("$/progress");
        await editor.OpenAsync("file:///w/b.prompt", "typing goes on");

        await (byProgress
            ? editor.NotifyAsync("window/workDoneProgress/cancel", new JsonObject { ["token"] = 7 })
            : editor.NotifyAsync("$/cancelRequest", new JsonObject { ["id"] = id }));

        Assert.Equal(-32800, (await answer)["error"]!["code"]!.GetValue<int>());
        var end = await editor.NextAsync("$/progress");
        Assert.Equal("end", end["params"]!["value"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_command_that_cannot_be_done_says_why_as_it_is()
    {
        await using var editor = await TestEditor.StartInitializedAsync(files: new() { ["a.prompt"] = "text" });

        var answer = await editor.AnswerAsync("workspace/executeCommand", Command("promptlsp.run"));

        Assert.Equal(-32803, answer["error"]!["code"]!.GetValue<int>());
        Assert.Equal("/w/a.prompt:1:1: no script for this command. Write one.", answer["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_fault_of_ours_is_answered_and_logged()
    {
        var commands = new ScriptedCommands { OnRun = (_, _) => throw new NotImplementedException("a fault") };
        await using var editor = await TestEditor.StartInitializedAsync(commands: commands, files: new() { ["a.prompt"] = "text" });

        Assert.Equal(-32603, await editor.ErrorCodeAsync("workspace/executeCommand", Command("promptlsp.run")));

        var log = await editor.NextAsync("window/logMessage");
        Assert.Contains("workspace/executeCommand failed", log["params"]!["message"]!.GetValue<string>());
        Assert.Contains("a fault", log["params"]!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"command":"promptlsp.dance","arguments":["file:///w/a.prompt"]}""", "promptlsp.dance")]
    [InlineData("""{"command":"promptlsp.run"}""", "first argument")]
    [InlineData("""{"command":"promptlsp.run","arguments":[5]}""", "first argument")]
    [InlineData("""{"command":"promptlsp.run","arguments":["file:///w/none.prompt"]}""", "none.prompt")]
    public async Task What_cannot_be_a_command_is_refused_with_the_reason(string parameters, string reason)
    {
        await using var editor = await TestEditor.StartInitializedAsync(files: new() { ["a.prompt"] = "text" });

        var answer = await editor.AnswerAsync("workspace/executeCommand", JsonNode.Parse(parameters));

        Assert.Equal(-32602, answer["error"]!["code"]!.GetValue<int>());
        Assert.Contains(reason, answer["error"]!["message"]!.GetValue<string>());
    }

    private static JsonObject Command(string name, JsonNode? token = null)
    {
        var command = new JsonObject { ["command"] = name, ["arguments"] = new JsonArray(Uri) };
        if (token is not null)
        {
            command["workDoneToken"] = token;
        }

        return command;
    }
}
