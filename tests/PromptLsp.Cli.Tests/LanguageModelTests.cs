using System.Text.Json;

namespace PromptLsp.Cli.Tests;

/// <summary>A local language model through the real executable.</summary>
public sealed class LanguageModelTests
{
    private static Dictionary<string, string> Models => new() { ["PROMPTLSP_MODELS"] = SharedData.PathOf("models") };

    [Fact]
    public async Task Texts_are_continued_and_scored_line_by_line()
    {
        using var workspace = new Workspace();
        var folder = SharedData.PathOf("models", "SmolLM2-135M-Instruct");
        var answers = await Executable.RunAsync(workspace.Path, ["generate", "--model", folder, "--max-tokens", "2"], "The capital of France is\n");
        Assert.True(answers.ExitCode == 0, answers.Error);
        Assert.StartsWith("{\"index\":0,\"text\":\" Paris", answers.Output, StringComparison.Ordinal);

        var scores = await Executable.RunAsync(workspace.Path, ["perplexity", "--model", "SmolLM2-135M-Instruct"], "{\"text\":\"The cat sat on the mat.\"}\nno JSON\n", Models);
        Assert.Equal(1, scores.ExitCode);
        var lines = scores.Output.TrimEnd('\n').Split('\n');
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(["index", "tokens", "sum_logprob", "perplexity"], first.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("{\"index\":1,\"error\":\"line 2, byte 2: not valid JSON.\"}", lines[1]);
    }

    [Fact]
    public async Task A_prompt_is_answered_by_a_local_language_model()
    {
        using var workspace = new Workspace();
        workspace.Write("promptlsp.yaml", "");
        workspace.Write("ask.prompt", "---\nmodel: local/SmolLM2-135M-Instruct\n---\nuser:\nWhat is the capital of France?\n");
        var outcome = await Executable.RunAsync(workspace.Path, ["run", "ask.prompt", "--json"], environment: Models);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal("The capital of France is Paris.", json.RootElement.GetProperty("output").GetString());
        Assert.Equal("stop", json.RootElement.GetProperty("finish_reason").GetString());
        Assert.Contains("37", json.RootElement.GetProperty("usage").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_named_with_those_that_are()
    {
        using var workspace = new Workspace();
        var outcome = await Executable.RunAsync(workspace.Path, ["generate", "--model", "nothing"], "x\n");
        Assert.Equal((5, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("There is no local model 'nothing'", outcome.Error, StringComparison.Ordinal);
    }
}
