using PromptLsp.Testing.FakeHub;

namespace PromptLsp.Cli.Tests;

/// <summary>Local models, by the real executable.</summary>
public sealed class ModelsTests
{
    [Fact]
    public async Task The_built_in_model_is_listed_told_and_verified()
    {
        using var workspace = new Workspace();
        Assert.Contains("all-MiniLM-L6-v2 (default)", (await workspace.RunAsync("models", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"all-MiniLM-L6-v2\"", (await workspace.RunAsync("models", "list", "--json")).Output, StringComparison.Ordinal);
        var info = (await workspace.RunAsync("models", "info", "all-MiniLM-L6-v2")).Output;
        Assert.Contains("int8, activations quantised by row", info, StringComparison.Ordinal);
        Assert.Contains("a text's result does not depend on its neighbours", info, StringComparison.Ordinal);
        Assert.Contains("files are as the manifest says", (await workspace.RunAsync("models", "verify", "all-MiniLM-L6-v2")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_model_is_an_error_that_names_it()
    {
        using var workspace = new Workspace();
        var outcome = await workspace.RunAsync("models", "verify", "./nowhere");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("There is no model folder", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("quantised already", (await workspace.RunAsync("models", "quantize", "all-MiniLM-L6-v2", "-o", "out")).Error, StringComparison.Ordinal);
        Assert.Contains("neither OWNER/NAME nor", (await workspace.RunAsync("models", "pull", "a b")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_pulled_from_a_server_and_embeds()
    {
        using var workspace = new Workspace();
        await using var hub = await FakeHubServer.StartAsync();
        var builtIn = RepositoryPaths.Combine("models", "all-MiniLM-L6-v2");
        hub.Add("config.json", """{"architectures":["BertModel"],"max_position_embeddings":512}""");
        hub.Add("modules.json", """[{"type":"sentence_transformers.models.Pooling","path":"1_Pooling"}]""");
        hub.Add("1_Pooling/config.json", """{"word_embedding_dimension":384,"pooling_mode_mean_tokens":true}""");
        hub.Add("tokenizer.json", await File.ReadAllBytesAsync(Path.Combine(builtIn, "tokenizer.json")));
        hub.Add("onnx/model.onnx", await File.ReadAllBytesAsync(Path.Combine(builtIn, "model_int8_rowwise.onnx")));
        hub.Fail("onnx/model.onnx", new FakeHubFault { CutAfter = 5_000_000 });

        var environment = new Dictionary<string, string> { ["HF_ENDPOINT"] = hub.Address };
        var pulled = await Executable.RunAsync(workspace.Path, ["models", "pull", "owner/small", "-o", "mine"], environment: environment);
        Assert.True(pulled.ExitCode == 0, pulled.Error);
        Assert.Contains("mine: embedding, onnx/model.onnx", pulled.Output, StringComparison.Ordinal);
        Assert.Contains("onnx/model.onnx  23.2 of 23.2 MB  100 %", pulled.Error, StringComparison.Ordinal);
        var embedded = await Executable.RunAsync(workspace.Path, ["embed", "--model", "./mine"], "hello\n");
        Assert.Contains("\"dimension\":384", embedded.Output, StringComparison.Ordinal);
    }
}
