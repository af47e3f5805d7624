using System.Text.Json;

namespace PromptLsp.Cli.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task The_example_runs_from_documents_to_rows()
    {
        using var workspace = Workspace.Example();
        var outcome = await workspace.RunAsync("eval", "support.eval.yaml", "-o", "report.json", "-o", "report.junit.xml", "-o", "report.csv", "-o", "report.jsonl");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Contains("34 passed, 1 failed, 0 errors, 0 unmeasured of 35 planned", outcome.Output);
        Assert.Contains("team-price", outcome.Output);
        Assert.Contains(workspace.Database, outcome.Output);
        Assert.Equal(35L, workspace.Query("select count(*) from results"));
        Assert.Equal(35L, workspace.Query("select count(*) from call_attempts where outcome = 'ok'"));
        Assert.Equal(1L, workspace.Query("select count(*) from results where verdict = 'fail'"));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(workspace.Path, "report.json")));
        Assert.Equal(35, report.RootElement.GetProperty("results").GetArrayLength());
        Assert.Equal(35, File.ReadLines(Path.Combine(workspace.Path, "report.jsonl")).Count());
        Assert.Equal("testsuites", System.Xml.Linq.XDocument.Load(Path.Combine(workspace.Path, "report.junit.xml")).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Run_answers_from_the_documents_and_is_stored()
    {
        using var workspace = Workspace.Example();
        var outcome = await workspace.RunAsync("run", "support-answer.prompt", "--var", "question=What does the Plus plan cost?");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("9 euros", outcome.Output);
        Assert.Equal("run", workspace.Query("select kind from runs"));
    }

    [Fact]
    public async Task Search_finds_by_meaning()
    {
        using var workspace = Workspace.Example();
        Assert.Equal(0, (await workspace.RunAsync("index", "build", "kb")).ExitCode);
        Assert.Equal(0, (await workspace.RunAsync("index", "status", "kb")).ExitCode);
        var found = await workspace.RunAsync("search", "kb", "I forgot my sign-in secret", "--json", "-k", "3");
        Assert.Contains("docs/accounts.md", found.Output);
    }

    [Fact]
    public async Task Count_has_the_shape_of_the_contract()
    {
        using var workspace = Workspace.Example();
        var outcome = await workspace.RunAsync("count", "support-answer.prompt", "--json");
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["path", "model", "tokenizer", "tokens", "messages", "variables", "limit"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("o200k_base", json.RootElement.GetProperty("tokenizer").GetString());
        Assert.Equal(6000, json.RootElement.GetProperty("limit").GetProperty("budget").GetInt32());
        var sum = json.RootElement.GetProperty("messages").EnumerateArray().Sum(message => message.GetProperty("tokens").GetInt32());
        var tokens = json.RootElement.GetProperty("tokens");
        Assert.Equal(tokens.GetProperty("total").GetInt32(), sum + tokens.GetProperty("overhead").GetInt32());
    }

    [Fact]
    public async Task Check_tells_each_mistake_with_its_place()
    {
        using var workspace = new Workspace();
        workspace.Write("a.prompt", "---\nnmae: x\n---\nuser:\nHi {{ who }}\n");
        var outcome = await workspace.RunAsync("check", "a.prompt", "--format", "json");
        Assert.Equal(1, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Output);
        var found = json.RootElement.GetProperty("files")[0].GetProperty("diagnostics").EnumerateArray().ToList();
        Assert.Equal(["PL0003", "PL0301"], found.Select(diagnostic => diagnostic.GetProperty("code").GetString()));
        Assert.Equal(4, found[1].GetProperty("range").GetProperty("start").GetProperty("line").GetInt32());
        Assert.Equal(6, found[1].GetProperty("range").GetProperty("start").GetProperty("character").GetInt32());

        // The misspelt key is repaired; whether the variable should be declared is for its author to say.
        Assert.Equal(1, (await workspace.RunAsync("check", "a.prompt", "--fix")).ExitCode);
        Assert.Equal("---\nname: x\n---\nuser:\nHi {{ who }}\n", File.ReadAllText(Path.Combine(workspace.Path, "a.prompt")));
    }

    [Fact]
    public async Task Wrong_usage_ends_with_2()
    {
        using var workspace = Workspace.Example();
        Assert.Equal(2, (await workspace.RunAsync("nonsense")).ExitCode);
        Assert.Equal(2, (await workspace.RunAsync("check", "nope.prompt")).ExitCode);
        Assert.Equal(2, (await workspace.RunAsync("run", "support-answer.prompt")).ExitCode);
        workspace.Write("bad.eval.yaml", "prompts: [support-answer.prompt]\nproviders: [local/echo]\ntests:\n  - vars: { question: a }\n    assert: [{ type: contians, value: x }]\n");
        var outcome = await workspace.RunAsync("eval", "bad.eval.yaml");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("bad.eval.yaml:5:", outcome.Error);
        Assert.Contains("contains", outcome.Error);
    }

    [Fact]
    public async Task Embed_and_assert_stream_lines()
    {
        using var workspace = new Workspace();
        var embedded = await Executable.RunAsync(workspace.Path, ["embed"], "one\ntwo\n");
        var lines = embedded.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(384, JsonDocument.Parse(line).RootElement.GetProperty("embedding").GetArrayLength()));
        var judged = await Executable.RunAsync(workspace.Path, ["assert"], """{"output":"Paris","assert":[{"type":"equals","value":"Paris"},{"type":"similar","value":"The city of Paris","threshold":0.5}]}""");
        Assert.Equal("pass", JsonDocument.Parse(judged.Output).RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Doctor_names_the_device()
    {
        using var workspace = Workspace.Example();
        var outcome = await workspace.RunAsync("doctor");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        Assert.Contains("chosen: cpu", outcome.Output);
        Assert.Contains("all-MiniLM-L6-v2 (default)", outcome.Output);
    }
}
