using System.Text.Json.Nodes;

namespace PromptLsp.Cli.Tests;

public sealed class ServeTests
{
    [Fact]
    public async Task An_editor_opens_hovers_and_leaves()
    {
        using var workspace = Workspace.Example();
        var path = Path.Combine(workspace.Path, "handover-note.prompt");
        var text = File.ReadAllText(path);
        var (server, initialized) = await LanguageServerProcess.StartAsync(workspace);
        using var _ = server;
        Assert.NotNull(initialized["capabilities"]!["hoverProvider"]);
        var uri = new Uri(path).AbsoluteUri;
        await server.OpenAsync(uri, text);

        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, row => row.StartsWith("Topic: {{", StringComparison.Ordinal));
        var hover = await server.RequestAsync("textDocument/hover", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["position"] = new JsonObject { ["line"] = line, ["character"] = lines[line].IndexOf("topic", StringComparison.Ordinal) + 1 },
        });

        Assert.Contains("topic", hover!["contents"]!.ToJsonString());
        var (code, error) = await server.LeaveAsync();
        Assert.True(code == 0, error);
    }
}
