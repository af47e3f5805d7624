using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;
using PromptLsp.Llm.Endpoints;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Support;

/// <summary>A provider called <c>fake</c> at a real endpoint on loopback, with a clock, a key and a log of its own.</summary>
public sealed class LlmFixture : IAsyncDisposable
{
    public const string Key = "sk-planted/Key+0123456789abcdef==";
    public const string KeyVariable = "FAKE_KEY";
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);
    private readonly TemporaryFolder _home = new();

    private LlmFixture(FakeOpenAiServer server, int maxRetries, string? keyVariable)
    {
        Server = server;
        Environment[KeyVariable] = Key;
        Environment["XDG_CONFIG_HOME"] = _home.Path;
        Environment["APPDATA"] = _home.Path;
        Configuration = new ProviderConfiguration("fake", "openai", server.BaseUrl, keyVariable, TimeLimit, maxRetries);
        Provider = Create(Configuration);
    }

    public FakeOpenAiServer Server { get; }

    public RecordingCallLog Log { get; } = new();

    public SkippingTimeProvider Time { get; } = new(TimeLimit);

    public Dictionary<string, string> Environment { get; } = [];

    public ProviderConfiguration Configuration { get; }

    public ChatClientProvider Provider { get; private set; }

    public static ChatMessage[] Prompt { get; } = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "hello")];

    public static CallContext Context { get; } = new("call-1", "run-1", "answer", null, []);

    public static async Task<LlmFixture> StartAsync(int maxRetries = 3, string? keyVariable = KeyVariable, params FakeReply[] script) =>
        new(await FakeOpenAiServer.StartAsync(script), maxRetries, keyVariable);

    public static Task<LlmFixture> StartAsync(params FakeReply[] script) => StartAsync(3, KeyVariable, script);

    /// <summary>A provider for another configuration; the last one made is disposed with the fixture.</summary>
    public ChatClientProvider Create(
        ProviderConfiguration configuration, Func<IEmbeddingGenerator<string, Embedding<float>>>? embeddings = null, ITokenCounter? tokens = null) =>
        Provider = new ChatClientProvider(new ChatClientProviderOptions
        {
            Providers = ProviderConfiguration.BuiltIn.SetItem(configuration.Name, configuration),
            CallLog = Log,
            Environment = name => Environment.GetValueOrDefault(name),
            TimeProvider = Time,
            Random = () => 0.5,
            Embeddings = embeddings,
            TokenCounter = tokens,
        });

    public IChatClient Client(string model = "fake/model-1") => Provider.GetClient(model, Context);

    public async Task<ModelCallException> FailAsync(ChatOptions? options = null)
    {
        using var client = Client();
        return await Assert.ThrowsAsync<ModelCallException>(() => client.GetResponseAsync(Prompt, options));
    }

    /// <summary>Reads a stream to its end, which must be a failure; gives it and what had come.</summary>
    public async Task<(ModelCallException Failure, string Text)> FailStreamAsync()
    {
        using var client = Client();
        var text = "";
        var failure = await Assert.ThrowsAsync<ModelCallException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Prompt))
            {
                text += update.Text;
            }
        });
        return (failure, text);
    }

    public static CallContext WithPassages(string? query, params string[] passages) => Context with
    {
        Query = query,
        Passages = [.. passages.Select((text, i) => new RetrievedPassage($"d#{i}", "d.md", text, 0, text.Length, 1.0 / (i + 1)))],
    };

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await Server.DisposeAsync();
        _home.Dispose();
    }
}
