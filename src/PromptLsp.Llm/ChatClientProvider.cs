using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;
using PromptLsp.Llm.BuiltIn;
using PromptLsp.Llm.Calls;
using PromptLsp.Llm.Endpoints;
using PromptLsp.Llm.Http;
using PromptLsp.Llm.OpenAi;

namespace PromptLsp.Llm;

/// <summary>
/// Gives clients for models: OpenAI-compatible endpoints of the configuration, the built-in <c>local/echo</c> and <c>local/extractive</c>, and local language models. Keys are
/// read at each call and go only where they may. Connections and kernels are shared; a client of one call is cheap.
/// </summary>
public sealed class ChatClientProvider : IChatClientProvider, IDisposable
{
    /// <summary>The name of the provider that is built in.</summary>
    public const string LocalProvider = "local";

    private readonly ChatClientProviderOptions _options;
    private readonly TrustedEndpoints _trusted;
    private readonly CallServices _services;
    private readonly HttpClient _http = HttpConnections.Create();
    private readonly ConcurrentDictionary<(string Model, Uri Endpoint), Kernel> _kernels = new();
    private readonly Lazy<EmbeddingCache> _embeddings;
    private volatile KeyRedactor _redactor = KeyRedactor.None;

    /// <summary>Makes one.</summary>
    public ChatClientProvider(ChatClientProviderOptions options)
    {
        _options = options;
        _trusted = options.TrustedEndpoints ?? new TrustedEndpoints(options.Environment);
        _services = new CallServices(options.CallLog, options.TimeProvider, options.Random);

        // A failure to load is not kept: what is missing may be there at the next call.
        _embeddings = new Lazy<EmbeddingCache>(
            () => new EmbeddingCache((options.Embeddings ?? throw new InvalidOperationException("none is given."))()), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public IChatClient GetClient(string modelId, CallContext context)
    {
        var slash = modelId.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == modelId.Length - 1)
        {
            throw Misconfigured($"'{modelId}' is no model id: write provider/model, such as openai/gpt-4o-mini.");
        }

        var (name, model) = (modelId[..slash], modelId[(slash + 1)..]);
        if (name == LocalProvider)
        {
            return new RecordedChatClient(BuiltIn(model, context), LocalTarget(modelId, context), _services, kernel: null);
        }

        if (!_options.Providers.TryGetValue(name, out var provider))
        {
            var known = string.Join(", ", _options.Providers.Keys.Append(LocalProvider).Order(StringComparer.Ordinal));
            throw Misconfigured($"Provider '{name}' of model '{modelId}' is not configured. Known: {known}. Others are added in {WorkspaceConfiguration.FileName}.");
        }

        return OpenAi(provider, modelId, model, context);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static ModelCallException Misconfigured(string message) => new(ModelCallFailure.Configuration, message);

    private static CallTarget LocalTarget(string modelId, CallContext context) =>
        new(modelId, context, null, null, null, false, Timeout.InfiniteTimeSpan, 0, KeyRedactor.None);

    private IChatClient BuiltIn(string model, CallContext context) => model switch
    {
        "echo" => new EchoChatClient(_options.TokenCounter),
        "extractive" => new ExtractiveChatClient(context, _embeddings, _options.TokenCounter),
        _ => _options.LocalModels?.Invoke(model) ?? throw Misconfigured(
            $"There is no local model '{LocalProvider}/{model}'. Known: {LocalProvider}/echo, {LocalProvider}/extractive, and language models in the models folders (`promptlsp models list`)."),
    };

    private IChatClient OpenAi(ProviderConfiguration provider, string modelId, string model, CallContext context)
    {
        if (provider.Type != "openai")
        {
            throw Misconfigured($"Provider '{provider.Name}' has the type '{provider.Type}', which cannot be called. Known: openai (OpenAI-compatible endpoints).");
        }

        var endpoint = ProviderEndpoint.Of(provider, _trusted);
        var key = ProviderKey.Read(provider, _options.Environment);
        var target = new CallTarget(
            modelId,
            context,
            endpoint.Name,
            provider.ApiKeyEnvironmentVariable,
            key,
            SendsMaxTokens: !endpoint.IsProvidersOwn,
            provider.Timeout,
            Math.Clamp(provider.MaxRetries, 0, 10),
            Redactor());
        var kernel = _kernels.GetOrAdd((model, endpoint.Url), static (of, http) => ModelKernel.Create(of.Model, of.Endpoint, http), _http);
        var recorded = new RecordedChatClient(kernel.GetRequiredService<IChatClient>(), target, _services, kernel);
        return KernelTools.Over(recorded, kernel);
    }

    // Whatever a provider says is cleaned of the keys of all of them.
    private KeyRedactor Redactor()
    {
        var keys = _options.Providers.Values
            .Select(provider => provider.ApiKeyEnvironmentVariable is { } variable ? _options.Environment(variable)?.Trim() : null)
            .OfType<string>();
        return _redactor = _redactor.Covers(keys) ? _redactor : new KeyRedactor(keys);
    }
}
