using System.Diagnostics;
using System.Text.Json.Nodes;
using PromptLsp.Server.Handlers;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class LifecycleTests
{
    private static JsonObject Minimal => new() { ["capabilities"] = new JsonObject() };

    [Fact]
    public async Task Initialize_answers_who_the_server_is_and_what_it_can_do()
    {
        await using var editor = TestEditor.Start();

        var result = await editor.RequestAsync("initialize", Minimal);

        Assert.Equal("promptlsp", result!["serverInfo"]!["name"]!.GetValue<string>());
        Assert.Equal("1.2.3", result["serverInfo"]!["version"]!.GetValue<string>());
        Assert.Equal(2, result["capabilities"]!["textDocumentSync"]!["change"]!.GetValue<int>());
        Assert.Equal("utf-16", result["capabilities"]!["positionEncoding"]!.GetValue<string>());
        Assert.Null(result["capabilities"]!["diagnosticProvider"]);
    }

    [Fact]
    public async Task Nothing_is_answered_before_initialize()
    {
        await using var editor = TestEditor.Start();
        await editor.OpenAsync("file:///w/a.prompt", "hello");

        Assert.Equal(-32002, await editor.ErrorCodeAsync("workspace/executeCommand", new JsonObject { ["command"] = "promptlsp.run" }));
        Assert.Equal(-32002, await editor.ErrorCodeAsync("shutdown", null));
        await editor.RequestAsync("initialize", Minimal);
    }

    [Fact]
    public async Task Initialize_is_answered_once()
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        Assert.Equal(-32600, await editor.ErrorCodeAsync("initialize", Minimal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task Shutdown_answers_null_whatever_its_parameters_and_only_exit_may_follow(string? parameters)
    {
        await using var editor = await TestEditor.StartInitializedAsync();
        var body = parameters is null ? """{"jsonrpc":"2.0","id":77,"method":"shutdown"}""" : $$"""{"jsonrpc":"2.0","id":77,"method":"shutdown","params":{{parameters}}}""";
        var answer = editor.Expect("77");

        await editor.WriteBodyAsync(System.Text.Encoding.UTF8.GetBytes(body));

        var message = await answer;
        Assert.True(message.ContainsKey("result") && message["result"] is null, message.ToJsonString());
        Assert.Equal(-32600, await editor.ErrorCodeAsync("textDocument/diagnostic", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = "file:///w/a.prompt" } }));
        await editor.NotifyAsync("exit", null);
        Assert.Equal(0, await editor.Server.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task Exit_without_shutdown_is_a_failure()
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        await editor.NotifyAsync("exit", null);

        Assert.Equal(1, await editor.Server.WaitAsync(TestEditor.Unexpected));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task The_server_ends_when_the_connection_does(bool afterShutdown, int expected)
    {
        await using var editor = await TestEditor.StartInitializedAsync();
        if (afterShutdown)
        {
            await editor.RequestAsync("shutdown", null);
        }

        editor.HangUp();

        Assert.Equal(expected, await editor.Server.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task A_handler_that_hangs_does_not_keep_the_server_from_leaving()
    {
        var (editor, server) = Nerdbank.Streams.FullDuplexStream.CreatePair();
        var services = new ServerServices
        {
            Version = "1",
            OpenWorkspace = _ => throw new InvalidOperationException("no workspace is opened here"),
            Commands = new ScriptedCommands(),
        };
        var hanging = new HangingHandler();
        var session = new ServerSession(server, server, services, [hanging, new ExitHandler()]);
        session.Lifecycle.Initialize();
        var run = session.RunAsync(CancellationToken.None);

        await editor.WriteAsync(Frame("""{"jsonrpc":"2.0","method":"hang"}"""));
        await hanging.Started.Task.WaitAsync(TestEditor.Unexpected);
        await editor.WriteAsync(Frame("""{"jsonrpc":"2.0","method":"exit"}"""));

        Assert.Equal(1, await run.WaitAsync(TestEditor.Unexpected));
        await session.DisposeAsync().AsTask().WaitAsync(TestEditor.Unexpected);
    }

    private static byte[] Frame(string body) => System.Text.Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>A mutating handler with a fault: it never ends.</summary>
    private sealed class HangingHandler() : Handler("hang", RequestSchedule.Mutating)
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool IsNotification => true;

        public override async Task<WirePayload> InvokeAsync(WirePayload parameters, RequestContext context, CancellationToken cancellationToken)
        {
            Started.SetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return WirePayload.Null;
        }
    }

    [Fact]
    public async Task The_server_ends_with_the_editors_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "uses the shell's sleep as the editor's process");
        using var parent = Process.Start(new ProcessStartInfo("sleep", "600") { UseShellExecute = false })!;
        await using var editor = TestEditor.Start();
        await editor.RequestAsync("initialize", new JsonObject { ["processId"] = parent.Id, ["capabilities"] = new JsonObject() });
        Assert.False(editor.Server.IsCompleted);

        parent.Kill();

        Assert.Equal(1, await editor.Server.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task An_editors_process_that_cannot_be_seen_does_not_end_the_server()
    {
        await using var editor = TestEditor.Start();

        await editor.RequestAsync("initialize", new JsonObject { ["processId"] = int.MaxValue, ["capabilities"] = new JsonObject() });

        Assert.Equal(0, await editor.LeaveAsync());
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_named()
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        var answer = await editor.AnswerAsync("textDocument/levitate", new JsonObject());

        Assert.Equal(-32601, answer["error"]!["code"]!.GetValue<int>());
        Assert.Contains("textDocument/levitate", answer["error"]!["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"textDocument":{"uri":null}}""")]
    [InlineData("""{"textDocument":{"uri":["file:///w/a.prompt"]}}""")]
    public async Task Parameters_that_do_not_fit_are_answered_as_such(string parameters)
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        Assert.Equal(-32602, await editor.ErrorCodeAsync("textDocument/diagnostic", JsonNode.Parse(parameters)));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public async Task The_position_encoding_is_the_editors_choice(string encoding)
    {
        await using var editor = TestEditor.Start();
        var capabilities = new JsonObject { ["general"] = new JsonObject { ["positionEncodings"] = new JsonArray(encoding) } };

        var result = await editor.RequestAsync("initialize", new JsonObject { ["capabilities"] = capabilities });

        Assert.Equal(encoding, result!["capabilities"]!["positionEncoding"]!.GetValue<string>());
    }

    [Fact]
    public async Task Files_are_watched_where_the_editor_lets_the_server_ask()
    {
        await using var editor = await TestEditor.StartInitializedAsync(new JsonObject
        {
            ["workspace"] = new JsonObject { ["didChangeWatchedFiles"] = new JsonObject { ["dynamicRegistration"] = true } },
        });

        var request = await editor.NextAsync("client/registerCapability");

        var registration = Assert.Single(request["params"]!["registrations"]!.AsArray())!;
        Assert.Equal("workspace/didChangeWatchedFiles", registration["method"]!.GetValue<string>());
        Assert.Contains("**/*.prompt", registration["registerOptions"]!["watchers"]!.AsArray().Select(watcher => watcher!["globPattern"]!.GetValue<string>()));
        await editor.ReplyAsync(request, null);
        Assert.Equal(0, await editor.LeaveAsync());
    }

    [Fact]
    public async Task Each_request_is_traced_where_the_editor_wants_it()
    {
        await using var editor = await TestEditor.StartInitializedAsync();
        await editor.NotifyAsync("$/setTrace", new JsonObject { ["value"] = "messages" });
        var trace = editor.NextAsync("$/logTrace", message => message["params"]!["message"]!.GetValue<string>().StartsWith("workspace/executeCommand", StringComparison.Ordinal));
        while (!trace.IsCompleted)
        {
            await editor.AnswerAsync("workspace/executeCommand", new JsonObject { ["command"] = "none" });
        }

        Assert.Contains("-32602", (await trace)["params"]!["message"]!.GetValue<string>());
    }
}
