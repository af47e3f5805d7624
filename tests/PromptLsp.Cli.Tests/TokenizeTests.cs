namespace PromptLsp.Cli.Tests;

public sealed class TokenizeTests
{
    private const string Lines = "{\"text\":\"Héllo 😀\"}\n{\"txt\":1}\n\n{\"text\":\"\"}\n";

    [Fact]
    public async Task Lines_become_tokens_and_tokens_lines()
    {
        using var workspace = new Workspace();
        var outcome = await Executable.RunAsync(workspace.Path, ["tokenize", "-t", "all-MiniLM-L6-v2"], Lines);
        Assert.Equal(ExitCode.Findings, outcome.ExitCode);
        var lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal("""{"index":0,"ids":[7592,100],"tokens":["hello","[UNK]"],"offsets":[[0,5],[6,8]]}""", lines[0]);
        Assert.StartsWith("""{"index":1,"error":"line 2: """, lines[1], StringComparison.Ordinal);
        Assert.Equal("""{"index":2,"ids":[],"tokens":[],"offsets":[]}""", lines[2]);

        var back = await Executable.RunAsync(workspace.Path, ["tokenize", "--decode"], "{\"ids\":[13225,2375]}\n{\"ids\":[99999999]}\n");
        Assert.Equal(ExitCode.Findings, back.ExitCode);
        Assert.StartsWith("{\"index\":0,\"text\":\"Hello world\"}\n{\"index\":1,\"error\":\"99999999", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tokenizer_is_trained_and_counts_for_a_model_of_the_workspace()
    {
        using var workspace = new Workspace();
        workspace.Write("corpus.txt", string.Concat(Enumerable.Repeat("the cat sat on the mat\n", 20)));
        var training = await workspace.RunAsync("tokenizer", "train", "--vocab-size", "265", "-o", "tokenizer.json", "corpus.txt");
        Assert.True(training.ExitCode == 0, training.Error);
        Assert.Contains("265 tokens", training.Error, StringComparison.Ordinal);

        workspace.Write("promptlsp.yaml", "models:\n  vllm/mine: { tokenizer: ./tokenizer.json }\n  vllm/broken: { tokenizer: ./broken.json }\n");
        workspace.Write("broken.json", """{"model":{"type":"Magic"}}""");
        workspace.Write("ask.prompt", "---\nmodel: vllm/mine\n---\nuser:\nthe cat\n");
        var count = await workspace.RunAsync("count", "ask.prompt", "--json");
        Assert.True(count.ExitCode == 0, count.Error);
        Assert.Contains("\"tokenizer\":\"./tokenizer.json\"", count.Output, StringComparison.Ordinal);
        var direct = await workspace.RunAsync("count", "corpus.txt", "--tokenizer", "./tokenizer.json", "--json");
        Assert.True(direct.ExitCode == 0, direct.Error);

        var broken = await workspace.RunAsync("count", "ask.prompt", "--model", "vllm/broken");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("'model' is of type 'Magic', which is not supported", broken.Error, StringComparison.Ordinal);
    }
}
