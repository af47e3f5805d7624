using PromptLsp.Models.Fetching;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Graphs;
using PromptLsp.Testing.FakeHub;

namespace PromptLsp.Models.Tests.Fetching;

/// <summary>Against a real server on loopback.</summary>
public sealed class ModelFetcherTests : IAsyncLifetime
{
    private const string Graph = "onnx/model.onnx";

    private readonly TemporaryFolder _folder = new();
    private FakeHubServer _hub = null!;

    private string Target => Path.Combine(_folder.Path, "small");

    public async ValueTask InitializeAsync()
    {
        _hub = await FakeHubServer.StartAsync();
        _hub.Add("config.json", """{"architectures":["BertModel"],"max_position_embeddings":512}""");
        _hub.Add("tokenizer.json", "{}");
        _hub.Add("README.md", "---\nlanguage: en\nlicense: apache-2.0\n---\n# small\n");
        _hub.Add("pytorch_model.bin", new byte[100]);
        _hub.Add(".gitattributes", "x");
        _hub.Add(Graph, TestModel.Encoder().ToBytes());
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AModelIsInstalledWithAManifestAndNothingElse()
    {
        var progress = new List<FetchProgress>();
        var folder = await FetchAsync(options => options with { Progress = new Recorder(progress) });
        Assert.Equal(["README.md", "config.json", Graph, "tokenizer.json"], folder.Manifest.Files.Select(file => file.Path));
        Assert.Equal(("small", "apache-2.0", $"{_hub.Address}/owner/small (main)"), (folder.Manifest.Id, folder.Manifest.Licence, folder.Manifest.Source));
        ModelFiles.VerifyAll(folder);
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
        Assert.DoesNotContain(_hub.Requests, request => request.StartsWith("pytorch", StringComparison.Ordinal));
        Assert.Contains(progress, step => step.Path == Graph && step.Done == step.Total);
        Assert.Contains("exists already", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatBreaksOffIsGoneOnWith()
    {
        _hub.Fail(Graph, new() { CutAfter = 10 }, new() { CutAfter = 7 }, new() { Status = 503 });
        await FetchAsync();
        Assert.Equal([Graph, $"{Graph} bytes=10-", $"{Graph} bytes=17-", $"{Graph} bytes=17-"], Requests(Graph));
    }

    [Fact]
    public async Task AnAnswerThatStallsIsGivenUpAndGoneOnWith()
    {
        _hub.Fail(Graph, new FakeHubFault { CutAfter = 10, Hangs = true });
        await FetchAsync(options => options with { IdleTimeout = TimeSpan.FromMilliseconds(400) });
        Assert.Equal([Graph, $"{Graph} bytes=10-"], Requests(Graph));
    }

    [Fact]
    public async Task AServerWithoutRangesBeginsAnew()
    {
        _hub.Fail(Graph, new() { CutAfter = 10 }, new() { IgnoresRange = true });
        ModelFiles.VerifyAll(await FetchAsync());
    }

    [Fact]
    public async Task ABrokenFetchIsGoneOnWithByTheNextCall()
    {
        _hub.Fail(Graph, [new() { CutAfter = 10 }, .. Enumerable.Repeat(new FakeHubFault { Status = 500 }, 3)]);
        var exception = await FailsAsync();
        Assert.Contains("the same command goes on", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));
        await FetchAsync();
        Assert.Equal($"{Graph} bytes=10-", Requests(Graph)[^1]);
        Assert.Single(Requests("config.json"));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task WrongBytesAreFetchedOnceMoreAndNeverInstalled()
    {
        _hub.Fail(Graph, new FakeHubFault { IsCorrupt = true });
        await FetchAsync();
        Directory.Delete(Target, recursive: true);

        _hub.Fail(Graph, new() { IsCorrupt = true }, new() { IsCorrupt = true });
        Assert.Contains("its checksum is not", (await FailsAsync()).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));

        _hub.Fail("config.json", new FakeHubFault { Extra = 5 });
        Directory.Delete(Path.Combine(_folder.Path, ".small.partial"), recursive: true);
        Assert.Contains("is longer than", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "its terms must be accepted")]
    [InlineData(403, "its terms must be accepted")]
    [InlineData(404, "Check the name")]
    [InlineData(410, "answered 410")]
    public async Task AStatusSaysWhatToDo(int status, string expected)
    {
        _hub.Fail(Graph, new FakeHubFault { Status = status });
        Assert.Contains(expected, (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAServerTheErrorSaysWhatToDo()
    {
        var source = ModelSource.Parse("owner/small", _hub.Address);
        await _hub.DisposeAsync();
        var exception = await Assert.ThrowsAsync<ModelInstallException>(() => Fetcher().FetchAsync(source, Target));
        Assert.Contains("Without a network: the built-in models work", exception.Message, StringComparison.Ordinal);
        Assert.Contains("on another machine", exception.Message, StringComparison.Ordinal);
        _hub = await FakeHubServer.StartAsync();
    }

    [Fact]
    public async Task ItCanBeCancelledAndGoneOnWith()
    {
        _hub.Fail(Graph, new FakeHubFault { CutAfter = 10, Hangs = true });
        using var source = new CancellationTokenSource();
        var progress = new Recorder([], step =>
        {
            if (step.Path == Graph)
            {
                source.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(options => options with { Progress = progress }, source.Token));
        Assert.False(Directory.Exists(Target));
        await FetchAsync();
        Assert.Equal($"{Graph} bytes=10-", Requests(Graph)[^1]);
    }

    [Fact]
    public async Task RedirectsWithinThisMachineAreFollowedAFewTimes()
    {
        _hub.Add("elsewhere.bin", TestModel.Encoder().ToBytes());
        _hub.Fail(Graph, new FakeHubFault { Location = "/owner/small/resolve/main/elsewhere.bin" });
        ModelFiles.VerifyAll(await FetchAsync());
        Directory.Delete(Target, recursive: true);

        _hub.Fail(Graph, [.. Enumerable.Repeat(new FakeHubFault { Location = $"/owner/small/resolve/main/{Graph}" }, 6)]);
        Assert.Contains("more than 5 times", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org/x")]
    [InlineData("ftp://example.org/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.org/x")]
    public async Task RedirectsToOtherPlacesAreNotFollowed(string location)
    {
        _hub.Fail(Graph, new FakeHubFault { Location = location });
        Assert.Contains("is not followed", (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hub.example/a", "https://cdn.example/b", true)]
    [InlineData("https://hub.example/a", "http://hub.example/b", false)]
    [InlineData("https://hub.example/a", "https://127.0.0.1/b", false)]
    [InlineData("https://hub.example/a", "https://localhost:8080/b", false)]
    [InlineData("https://hub.example/a", "https://10.1.2.3/b", false)]
    [InlineData("https://hub.example/a", "https://192.168.0.1/b", false)]
    [InlineData("https://hub.example/a", "https://172.20.0.1/b", false)]
    [InlineData("https://hub.example/a", "https://169.254.169.254/latest", false)]
    [InlineData("https://hub.example/a", "https://[::1]/b", false)]
    [InlineData("https://hub.example/a", "https://[::ffff:10.0.0.1]/b", false)]
    [InlineData("https://hub.example/a", "https://[fd00::1]/b", false)]
    [InlineData("https://hub.example/a", "https://printer.local/b", false)]
    public void ARedirectNeverLeadsInside(string from, string to, bool isFollowed)
    {
        var exception = Record.Exception(() => HostRules.CheckRedirect(new Uri(from), new Uri(to)));
        Assert.Equal(isFollowed, exception is null);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/etc/evil")]
    [InlineData(@"..\\evil")]
    [InlineData(@"C:\\evil")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("con\\u0000x")]
    [InlineData("a ")]
    public async Task NamesThatLeadOutOfTheFolderAreRefused(string path)
    {
        _hub.List = $$"""[{"type":"file","path":"{{path}}","oid":"{{new string('0', 40)}}","size":1}]""";
        Assert.Contains("such a name is not written", (await FailsAsync()).Message, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("{}", "is no list")]
    [InlineData("""[{"type":"file","path":"config.json"}]""", "no size or checksum")]
    [InlineData("""[{"type":"file","path":"config.json","oid":"12","size":1}]""", "no size or checksum")]
    [InlineData("[]", "has no ONNX file")]
    public async Task AListThatIsNoneIsRefused(string list, string expected)
    {
        _hub.List = list;
        Assert.Contains(expected, (await FailsAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesOfWeightsComeWithTheirGraphAndPrecisionsAreChosen()
    {
        _hub.Add("onnx/model_fp16.onnx", TestModel.Encoder(TestModel.ExternalTable("model_fp16.onnx_data", ("length", "80"))).ToBytes());
        Assert.Contains("does not have", (await FailsAsync(options => options with { Precision = "fp16" })).Message, StringComparison.Ordinal);
        _hub.Add("onnx/model_fp16.onnx_data", new byte[80]);
        var folder = await FetchAsync(options => options with { Precision = "fp16" });
        Assert.Equal("onnx/model_fp16.onnx", folder.Manifest.ModelFile);
        Assert.Equal(["model_fp16.onnx_data"], GraphInspector.Inspect(folder).ExternalFiles);
        Assert.False(File.Exists(Path.Combine(Target, Graph)));
        Directory.Delete(Target, recursive: true);
        Assert.Contains("fp16, fp32", (await FailsAsync(options => options with { Precision = "q4" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTooLargeOrNoModelLeavesNothing()
    {
        Assert.Contains("more than the 50", (await FailsAsync(options => options with { MostBytes = 50 })).Message, StringComparison.Ordinal);
        _hub.Add("config.json", "{}");
        await Assert.ThrowsAsync<ModelFormatException>(() => FetchAsync());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("owner/name", "https://huggingface.co/owner/name/resolve/main/a%20b/c.json")]
    [InlineData("https://mirror.example/owner/name", "https://mirror.example/owner/name/resolve/main/a%20b/c.json")]
    [InlineData("https://huggingface.co/owner/name/tree/v1.0", "https://huggingface.co/owner/name/resolve/v1.0/a%20b/c.json")]
    [InlineData("https://huggingface.co/owner/name/resolve/main/onnx/model.onnx", "https://huggingface.co/owner/name/resolve/main/a%20b/c.json")]
    public void AnIdOrAnAddressNamesASource(string text, string address) =>
        Assert.Equal(address, ModelSource.Parse(text).FileAddress("a b/c.json").AbsoluteUri);

    [Theory]
    [InlineData("http://example.org/owner/name")]
    [InlineData("ftp://example.org/owner/name")]
    [InlineData("https://user:secret@example.org/owner/name")]
    [InlineData("a/b/c")]
    [InlineData("../x")]
    [InlineData("owner/na me")]
    [InlineData("")]
    public void AnythingElseIsRefused(string text) => Assert.Throws<ModelInstallException>(() => ModelSource.Parse(text));

    private static ModelFetcher Fetcher(Func<FetchOptions, FetchOptions>? change = null)
    {
        var options = new FetchOptions { RetryDelay = TimeSpan.FromMilliseconds(5), IdleTimeout = TimeSpan.FromSeconds(20), Tries = 3 };
        return new ModelFetcher(change is null ? options : change(options), TimeProvider.System);
    }

    private Task<ModelFolder> FetchAsync(Func<FetchOptions, FetchOptions>? change = null, CancellationToken cancellationToken = default) =>
        Fetcher(change).FetchAsync(ModelSource.Parse("owner/small", _hub.Address), Target, cancellationToken);

    private Task<ModelInstallException> FailsAsync(Func<FetchOptions, FetchOptions>? change = null) =>
        Assert.ThrowsAsync<ModelInstallException>(() => FetchAsync(change));

    private string[] Requests(string path) => [.. _hub.Requests.Where(request => request.Split(' ')[0] == path)];

    private sealed class Recorder(List<FetchProgress> steps, Action<FetchProgress>? then = null) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value)
        {
            steps.Add(value);
            then?.Invoke(value);
        }
    }
}
