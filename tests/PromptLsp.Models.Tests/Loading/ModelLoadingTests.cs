using System.Text.Json.Nodes;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Loading;

public sealed class ModelLoadingTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly string _folder;

    public ModelLoadingTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root.Path, "copy")).FullName;
        foreach (var file in Directory.GetFiles(BuiltIn.Open().Path))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    private string OnnxPath => Path.Combine(_folder, "model_int8_rowwise.onnx");

    private string TokenizerPath => Path.Combine(_folder, "tokenizer.json");

    private string ManifestPath => Path.Combine(_folder, "manifest.json");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void TheBuiltInModelIsWholeAndSaysWhereItIsFrom()
    {
        var folder = BuiltIn.Open();
        ModelFiles.VerifyAll(folder);
        Assert.Equal("Apache-2.0", folder.Manifest.Licence);
        Assert.Equal(["LICENSE", "model_int8_rowwise.onnx", "tokenizer.json"], folder.Manifest.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(folder.Resolve("README.md")));
        Assert.Contains("Apache License", File.ReadAllText(folder.Resolve("LICENSE")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderLoads()
    {
        using var model = await EmbeddingModel.LoadAsync(_folder);
        Assert.Equal(_folder, model.Folder.Path);
    }

    [Fact]
    public async Task AMissingFileIsNamed()
    {
        File.Delete(OnnxPath);
        var exception = await FailsAsync<ModelFileMissingException>();
        Assert.Equal(OnnxPath, exception.Path);
        Assert.Contains("is missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACutFileIsNamed()
    {
        using (var stream = File.OpenWrite(OnnxPath))
        {
            stream.SetLength(1000);
        }

        var exception = await FailsAsync<ModelFileDamagedException>();
        Assert.Contains("1000 bytes instead of 23203397", exception.Message, StringComparison.Ordinal);
        Assert.Contains("pointer of a large-file storage", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneChangedByteIsFound()
    {
        using (var model = await EmbeddingModel.LoadAsync(_folder))
        {
        }

        using (var stream = File.OpenWrite(OnnxPath))
        {
            stream.Position = 20_000_000;
            stream.WriteByte(0x55);
            stream.WriteByte(0xAA);
        }

        var exception = await FailsAsync<ModelFileDamagedException>();
        Assert.Contains("SHA-256", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GarbageInsteadOfAGraphIsRefused()
    {
        await File.WriteAllBytesAsync(OnnxPath, [.. Enumerable.Range(0, 5000).Select(number => (byte)(number * 31))]);
        WithoutHashes();
        var exception = await FailsAsync<ModelFormatException>();
        Assert.Contains("the file is damaged or no ONNX model", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACutGraphIsRefused()
    {
        using (var stream = File.OpenWrite(OnnxPath))
        {
            stream.SetLength(12_000_000);
        }

        WithoutHashes();
        await FailsAsync<ModelFormatException>();
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}", "'model' is missing")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]}}""", "not the tokenizer of an uncased BERT model")]
    [InlineData("""{"model":{"type":"WordPiece"},"normalizer":{"type":"Lowercases"}}""", "'normalizer' is of type 'Lowercases', which is not supported")]
    [InlineData("[1,2]", "its root is no object")]
    public async Task ATokenizerOfAnotherKindIsRefused(string json, string expected)
    {
        await File.WriteAllTextAsync(TokenizerPath, json);
        WithoutHashes();
        var exception = await FailsAsync<ModelFormatException>();
        Assert.Equal(TokenizerPath, exception.Path);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", null, "'id' is missing")]
    [InlineData("manifest", "2", "another version")]
    [InlineData("task", "\"classification\"", "not for embedding")]
    [InlineData("pooling", "\"max\"", "mean, first_token or last_token")]
    [InlineData("normalization", "\"l1\"", "l2 or none")]
    [InlineData("max_tokens", "0", "'max_tokens' must be a whole number of 1 or more")]
    [InlineData("max_tokens", "2", "no room for a text")]
    [InlineData("dimension", "383", "the dimension 383")]
    [InlineData("activation", "\"tanh\"", "softmax, sigmoid or none")]
    [InlineData("thresholds", "{\"x\":0.5}", "its keys must be labels")]
    [InlineData("labels", "[1]", "'labels' must be a list of texts")]
    [InlineData("output", "\"pooler_output\"", "no output 'pooler_output'")]
    [InlineData("tokenizer", null, "has no tokenizer")]
    [InlineData("model", "\"../other.onnx\"", "does not list '../other.onnx'")]
    [InlineData("files", "[]", "does not list")]
    [InlineData("files", "[{\"path\":\"x\",\"bytes\":1,\"sha256\":\"12\"}]", "64 hexadecimal digits")]
    public async Task AWrongManifestSaysWhatIsWrong(string key, string? value, string expected)
    {
        var manifest = Manifest();
        manifest.Remove(key);
        if (value is not null)
        {
            manifest[key] = JsonNode.Parse(value);
        }

        await File.WriteAllTextAsync(ManifestPath, manifest.ToJsonString());
        var exception = await Assert.ThrowsAnyAsync<ModelLoadException>(LoadAndEmbedAsync);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOutsideTheFolderIsNotRead()
    {
        var manifest = Manifest();
        manifest["tokenizer"] = "../tokenizer.json";
        manifest["files"]!.AsArray()[1]!["path"] = "../tokenizer.json";
        await File.WriteAllTextAsync(ManifestPath, manifest.ToJsonString());
        File.Move(TokenizerPath, Path.Combine(_root.Path, "tokenizer.json"));
        var exception = await FailsAsync<ModelFormatException>();
        Assert.Contains("outside its folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExportWithoutManifestIsRecognised()
    {
        File.Delete(ManifestPath);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => EmbeddingModel.LoadAsync(_folder));

        _root.Write("copy/modules.json", """[{"type":"sentence_transformers.models.Transformer","path":""},{"type":"sentence_transformers.models.Pooling","path":"1_Pooling"}]""");
        _root.Write("copy/1_Pooling/config.json", """{"word_embedding_dimension":384,"pooling_mode_cls_token":true}""");
        _root.Write("copy/config.json", """{"architectures":["BertModel"],"max_position_embeddings":512}""");
        Directory.CreateDirectory(Path.Combine(_folder, "onnx"));
        File.Move(OnnxPath, Path.Combine(_root.Path, "one.onnx"));
        Assert.Contains("no ONNX file", (await FailsAsync<ModelFileMissingException>()).Message, StringComparison.Ordinal);

        File.Move(Path.Combine(_root.Path, "one.onnx"), Path.Combine(_folder, "onnx", "one.onnx"));
        var manifest = ModelFolder.Open(_folder).Manifest;
        Assert.Equal(("onnx/one.onnx", PoolingKind.FirstToken, false, 512), (manifest.ModelFile, manifest.Pooling, manifest.IsNormalized, manifest.MaxTokens));
        using var model = await EmbeddingModel.LoadAsync(_folder);
        Assert.Equal(1, (await model.EmbedAsync(["x"])).Count);

        File.Copy(Path.Combine(_folder, "onnx", "one.onnx"), Path.Combine(_folder, "onnx", "two.onnx"));
        Assert.Contains("name one of onnx/one.onnx, onnx/two.onnx", (await FailsAsync<ModelFileMissingException>()).Message, StringComparison.Ordinal);
        Assert.Equal("onnx/two.onnx", ModelFolder.Open(_folder, "onnx/two.onnx").Manifest.ModelFile);
    }

    [Fact]
    public async Task LoadingCanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddingModel.LoadAsync(_folder, cancellationToken: source.Token));
    }

    private JsonObject Manifest() => JsonNode.Parse(File.ReadAllText(ManifestPath))!.AsObject();

    /// <summary>Makes the manifest agree with whatever the files are now, so that what lies behind the check is reached.</summary>
    private void WithoutHashes()
    {
        var manifest = Manifest();
        foreach (var file in manifest["files"]!.AsArray())
        {
            var bytes = File.ReadAllBytes(Path.Combine(_folder, (string)file!["path"]!));
            file["bytes"] = bytes.Length;
            file["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        File.WriteAllText(ManifestPath, manifest.ToJsonString());
    }

    private Task<TException> FailsAsync<TException>()
        where TException : ModelLoadException => Assert.ThrowsAsync<TException>(() => EmbeddingModel.LoadAsync(_folder, DeviceRequest.Cpu));

    private async Task LoadAndEmbedAsync()
    {
        using var model = await EmbeddingModel.LoadAsync(_folder);
        await model.EmbedAsync(["x"]);
    }
}
