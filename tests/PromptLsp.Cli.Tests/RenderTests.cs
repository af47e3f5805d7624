using System.Text.Json;

namespace PromptLsp.Cli.Tests;

public sealed class RenderTests
{
    [Fact]
    public async Task Json_names_the_origin_of_each_piece()
    {
        using var workspace = new Workspace();
        workspace.Write("promptlsp.yaml", "");
        workspace.Write("partials/intro.md", "Be brief.");
        var text = "---\nmodel: local/echo\ninputs:\n  who: { type: object }\n---\nsystem:\n{{ include 'partials/intro' }}\n\nuser:\nHi {{ who.name }}\n";
        workspace.Write("greet.prompt", text);

        var outcome = await workspace.RunAsync("render", "greet.prompt", "--var", """who={"name":"{{ x }}"}""", "--json");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["path", "model", "tokens", "messages"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("greet.prompt", json.RootElement.GetProperty("path").GetString());
        var messages = json.RootElement.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal([("system", "Be brief."), ("user", "Hi {{ x }}")], messages.Select(message => (Text(message, "role"), Text(message, "content"))));
        Assert.Equal("partials/intro.md", Text(Assert.Single(messages[0].GetProperty("segments").EnumerateArray()), "path"));
        var value = messages[1].GetProperty("segments")[1];
        Assert.Equal(["kind", "text", "path", "start", "end", "variable", "variable_path"], value.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("value", "who", "who.name"), (Text(value, "kind"), Text(value, "variable"), Text(value, "variable_path")));
        Assert.Equal("who.name", text[value.GetProperty("start").GetInt32()..value.GetProperty("end").GetInt32()]);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
