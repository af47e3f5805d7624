using System.Text.Json.Nodes;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class DiagnosticTests
{
    private const string Uri = "file:///w/a.prompt";
    private const string Undefined = "user:\nHello \U0001F600 {{ nobody }}\n";

    private static readonly JsonObject _pushing = new()
    {
        ["textDocument"] = new JsonObject { ["publishDiagnostics"] = new JsonObject { ["versionSupport"] = true } },
    };

    private static readonly JsonObject _pulling = new() { ["textDocument"] = new JsonObject { ["diagnostic"] = new JsonObject() } };

    [Fact]
    public async Task Pushed_diagnostics_name_the_version_they_describe()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pushing.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined, version: 5);

        var pushed = (await editor.NextAsync("textDocument/publishDiagnostics"))["params"]!;

        Assert.Equal(Uri, pushed["uri"]!.GetValue<string>());
        Assert.Equal(5, pushed["version"]!.GetValue<int>());
        Assert.Contains("PL0301", Codes(pushed["diagnostics"]!));
    }

    [Fact]
    public async Task The_newest_version_is_described_in_the_end_and_versions_never_go_back()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pushing.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined, version: 1);
        for (var version = 2; version <= 60; version++)
        {
            await editor.ChangeAsync(Uri, version, new JsonObject { ["text"] = version == 60 ? "user:\nfine\n" : Undefined });
        }

        var last = 0;
        JsonNode pushed;
        do
        {
            pushed = (await editor.NextAsync("textDocument/publishDiagnostics"))["params"]!;
            Assert.True(pushed["version"]!.GetValue<int>() >= last, "a version went back");
            last = pushed["version"]!.GetValue<int>();
        }
        while (last < 60);

        Assert.DoesNotContain("PL0301", Codes(pushed["diagnostics"]!));
    }

    [Fact]
    public async Task A_closed_document_has_no_diagnostics()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pushing.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined);
        await editor.NextAsync("textDocument/publishDiagnostics");

        await editor.NotifyAsync("textDocument/didClose", Document());

        var cleared = await editor.NextAsync("textDocument/publishDiagnostics", message => message["params"]!["diagnostics"]!.AsArray().Count == 0);
        Assert.Equal(Uri, cleared["params"]!["uri"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("utf-8", 14)]
    [InlineData("utf-16", 12)]
    [InlineData("utf-32", 11)]
    public async Task Ranges_count_in_the_negotiated_encoding(string encoding, int expected)
    {
        var capabilities = _pulling.DeepClone().AsObject();
        capabilities["general"] = new JsonObject { ["positionEncodings"] = new JsonArray(encoding) };
        await using var editor = await TestEditor.StartInitializedAsync(capabilities);
        await editor.OpenAsync(Uri, Undefined);

        var report = await editor.RequestAsync("textDocument/diagnostic", Document());

        var found = report!["items"]!.AsArray().Single(item => item!["code"]!.GetValue<string>() == "PL0301")!;
        Assert.Equal(1, found["range"]!["start"]!["line"]!.GetValue<int>());
        Assert.Equal(expected, found["range"]!["start"]!["character"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pulling.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined);
        var first = await editor.RequestAsync("textDocument/diagnostic", Document());

        var again = await editor.RequestAsync("textDocument/diagnostic", Document(first!["resultId"]!.GetValue<string>()));
        await editor.ChangeAsync(Uri, 2, new JsonObject { ["text"] = "user:\nfine\n" });
        var changed = await editor.RequestAsync("textDocument/diagnostic", Document(first["resultId"]!.GetValue<string>()));

        Assert.Equal("full", first["kind"]!.GetValue<string>());
        Assert.Equal("unchanged", again!["kind"]!.GetValue<string>());
        Assert.Equal("full", changed!["kind"]!.GetValue<string>());
        Assert.NotEqual(first["resultId"]!.GetValue<string>(), changed["resultId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_document_that_is_opened_again_is_reported_in_full()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pulling.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined);
        var first = await editor.RequestAsync("textDocument/diagnostic", Document());
        await editor.NotifyAsync("textDocument/didClose", Document());
        await editor.OpenAsync(Uri, Undefined);

        var again = await editor.RequestAsync("textDocument/diagnostic", Document(first!["resultId"]!.GetValue<string>()));

        Assert.Equal("full", again!["kind"]!.GetValue<string>());
        Assert.Equal(first["items"]!.ToJsonString(), again["items"]!.ToJsonString());
    }

    [Fact]
    public async Task An_editor_that_asks_is_not_pushed_to()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pulling.DeepClone().AsObject());
        await editor.OpenAsync(Uri, Undefined);
        await editor.RequestAsync("textDocument/diagnostic", Document());
        await editor.NotifyAsync("textDocument/didClose", Document());

        Assert.Equal(0, await editor.LeaveAsync());

        Assert.DoesNotContain(await editor.RestAsync(), message => message["method"]!.GetValue<string>() == "textDocument/publishDiagnostics");
    }

    [Fact]
    public async Task Typing_gives_the_diagnostics_of_a_fresh_open()
    {
        await using var editor = await TestEditor.StartInitializedAsync(_pulling.DeepClone().AsObject());
        await editor.OpenAsync(Uri, "");
        for (var i = 0; i < Undefined.Length; i++)
        {
            var before = Undefined[..i];
            var line = before.Count(letter => letter == '\n');
            var place = new JsonObject { ["line"] = line, ["character"] = i - (before.LastIndexOf('\n') + 1) };
            await editor.ChangeAsync(Uri, i + 2, new JsonObject
            {
                ["range"] = new JsonObject { ["start"] = place, ["end"] = place.DeepClone() },
                ["text"] = Undefined[i].ToString(),
            });
        }

        var typed = await editor.RequestAsync("textDocument/diagnostic", Document());
        await editor.NotifyAsync("textDocument/didClose", Document());
        await editor.OpenAsync(Uri, Undefined);
        var fresh = await editor.RequestAsync("textDocument/diagnostic", Document());

        // An astral letter is typed here as its two halves, as JavaScript can send it: each stands as U+FFFD, which has the same width.
        Assert.Equal(fresh!["items"]!.ToJsonString(), typed!["items"]!.ToJsonString());
    }

    private static JsonObject Document(string? previousResultId = null)
    {
        var parameters = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } };
        if (previousResultId is not null)
        {
            parameters["previousResultId"] = previousResultId;
        }

        return parameters;
    }

    private static IEnumerable<string> Codes(JsonNode diagnostics) => diagnostics.AsArray().Select(item => item!["code"]!.GetValue<string>());
}
