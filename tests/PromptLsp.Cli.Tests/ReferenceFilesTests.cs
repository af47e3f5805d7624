using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptLsp.Cli.Tests;

/// <summary>Templates that others wrote, for other tools too: whatever is in them, nothing crashes.</summary>
public sealed class ReferenceFilesTests
{
    private static readonly string[] _folders = ["prompts-dotprompt", "prompts-prompty", "prompts-semantic-kernel", "templates-scriban-tests"];

    [Fact]
    public async Task Check_tells_of_every_file()
    {
        using var workspace = new Workspace();
        var files = CopyTo(workspace);

        var outcome = await workspace.RunAsync("check", ".", "--format", "json");

        Assert.True(outcome.ExitCode is 0 or 1, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(files, json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!));
    }

    [Fact]
    public async Task One_session_opens_every_file()
    {
        using var workspace = new Workspace();
        var files = CopyTo(workspace);
        var (server, _) = await LanguageServerProcess.StartAsync(workspace);
        using var closing = server;
        foreach (var file in files)
        {
            var path = Path.Combine(workspace.Path, file);
            var document = new JsonObject { ["uri"] = new Uri(path).AbsoluteUri };
            await server.OpenAsync((string)document["uri"]!, File.ReadAllText(path));
            await server.RequestAsync("textDocument/documentSymbol", new JsonObject { ["textDocument"] = document.DeepClone() });
            await server.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = document.DeepClone() });
        }

        var (code, error) = await server.LeaveAsync();
        Assert.True(code == 0, error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>Copies the files as prompts; their names, in the order of <c>check</c>.</summary>
    private static List<string> CopyTo(Workspace workspace)
    {
        var names = new List<string>();
        workspace.Write("promptlsp.yaml", "");
        foreach (var file in _folders.SelectMany(folder => Directory.GetFiles(SharedData.PathOf("data", folder), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            var name = $"{names.Count:D4}-{Path.GetFileName(file)}.prompt";
            File.WriteAllBytes(Path.Combine(workspace.Path, name), File.ReadAllBytes(file));
            names.Add(name);
        }

        Assert.True(names.Count > 500, $"{names.Count} files");
        return [.. names, "promptlsp.yaml"];
    }
}
