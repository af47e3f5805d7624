using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class HostileInputTests
{
    private static readonly string[] _methods =
    [
        "initialize", "initialized", "$/setTrace", "$/cancelRequest", "$/progress", "textDocument/didSave", "textDocument/hover", "textDocument/diagnostic",
        "workspace/executeCommand", "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "window/workDoneProgress/cancel", "nope",
    ];

    private static readonly Gen<JsonNode?> _json = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? Gen.Const<JsonNode?>((JsonNode?)null)
        : Gen.OneOf<JsonNode?>(
            Gen.Const<JsonNode?>((JsonNode?)null),
            Gen.Int.Select(value => (JsonNode?)value),
            Gen.Double.Select(value => double.IsFinite(value) ? (JsonNode?)value : null),
            Gen.OneOf("", "file:///w/a.prompt", "file://", "\0", "messages", "\uFFFD").Select(value => (JsonNode?)value),
            inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray(items.Select(item => item?.DeepClone()).ToArray())),
            Gen.Select(Gen.OneOf("textDocument", "uri", "position", "line", "value", "changes", "event", "token", "command", "arguments", "capabilities"), inner).Array[0, 4]
                .Select(items => (JsonNode?)new JsonObject(items.DistinctBy(item => item.Item1).Select(item => KeyValuePair.Create(item.Item1, item.Item2?.DeepClone()))))));

    public static TheoryData<string> Bodies =>
    [
        "{nope", "[1,2]", "5", "\"", "{\"id\":{},\"jsonrpc\":\"2.0\",\"method\":\"shutdown\"}", "{\"jsonrpc\":\"2.0\"}", "{\"method\":7}",
        "{\"id\":1,\"error\":5}", "{\"id\":1,\"error\":{}}", new string('[', 5000), "{\"a\":" + new string('[', 5000),
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_message_is_passed_over_and_the_next_one_is_answered(string body)
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        await editor.WriteBodyAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(0, await editor.LeaveAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_message_is_logged_with_the_reason()
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        await editor.WriteBodyAsync("{nope"u8);

        var log = await editor.NextAsync("window/logMessage");
        Assert.Contains("dropped", log["params"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Random_parameters_are_answered_or_refused_but_never_end_the_server() =>
        await Gen.Select(Gen.OneOf(_methods), _json).List[1, 30].SampleAsync(
            async messages =>
            {
                await using var editor = await TestEditor.StartInitializedAsync();
                foreach (var (method, parameters) in messages)
                {
                    await editor.NotifyAsync(method, parameters?.DeepClone());
                    await editor.SendAsync(method, parameters?.DeepClone());
                }

                Assert.Equal(0, await editor.LeaveAsync());
            },
            iter: 30,
            threads: 1);

    [Fact]
    public async Task Random_bytes_end_the_session_cleanly_or_are_passed_over() =>
        await Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool).SampleAsync(
            async (bytes, framed) =>
            {
                await using var editor = await TestEditor.StartInitializedAsync();
                if (framed)
                {
                    await editor.WriteBodyAsync(bytes);
                }
                else
                {
                    await editor.WriteRawAsync(bytes);
                }

                editor.HangUp();
                Assert.Equal(1, await editor.Server.WaitAsync(TestEditor.Unexpected));
            },
            iter: 60,
            threads: 1);

    [Fact]
    public async Task A_change_that_cannot_be_read_ends_the_session_because_the_text_is_not_known_any_more()
    {
        await using var editor = await TestEditor.StartInitializedAsync();
        await editor.OpenAsync("file:///w/a.prompt", "hello");

        await editor.NotifyAsync("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = "file:///w/a.prompt", ["version"] = 2 } });

        var log = await editor.NextAsync("window/logMessage");
        Assert.Contains("textDocument/didChange", log["params"]!["message"]!.GetValue<string>());
        Assert.Equal(1, await editor.Server.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task A_change_of_a_document_that_is_not_open_is_logged_and_passed_over()
    {
        await using var editor = await TestEditor.StartInitializedAsync();

        await editor.ChangeAsync("file:///w/a.prompt", 2, new JsonObject { ["text"] = "x" });

        var log = await editor.NextAsync("window/logMessage");
        Assert.Contains("/w/a.prompt is not open", log["params"]!["message"]!.GetValue<string>());
        Assert.Equal(0, await editor.LeaveAsync());
    }
}
