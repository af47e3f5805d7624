using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Endpoints;

/// <summary>Where the requests of a provider go to, once it is clear that they may.</summary>
/// <param name="Url">The address up to <c>/v1</c>.</param>
/// <param name="IsProvidersOwn">True for the host of the provider's own company.</param>
internal sealed record ProviderEndpoint(Uri Url, bool IsProvidersOwn)
{
    private static readonly Uri _openAi = new("https://api.openai.com/v1");

    /// <summary>Scheme, host and port, for messages.</summary>
    public string Name => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The endpoint of <paramref name="provider"/>.</summary>
    /// <exception cref="ModelCallException">It is no address, or not one that the user trusts.</exception>
    public static ProviderEndpoint Of(ProviderConfiguration provider, TrustedEndpoints trusted)
    {
        if (provider.BaseUrl is null)
        {
            return new ProviderEndpoint(_openAi, IsProvidersOwn: true);
        }

        var url = Parse(provider, provider.BaseUrl);
        var own = url.Scheme == _openAi.Scheme && url.IdnHost == _openAi.IdnHost && url.Port == _openAi.Port;
        if (!own && !HttpConnections.IsLoopback(url) && !IsTrusted(provider, url, trusted))
        {
            throw new ModelCallException(
                ModelCallFailure.Configuration,
                $"Provider '{provider.Name}' sends prompts and keys to {url}, which you have not trusted. If it is yours, run: promptlsp trust {url}");
        }

        return new ProviderEndpoint(url, own);
    }

    private static Uri Parse(ProviderConfiguration provider, Uri url)
    {
        try
        {
            return TrustedEndpoints.Parse(url.OriginalString);
        }
        catch (InvalidEndpointException exception)
        {
            throw new ModelCallException(ModelCallFailure.Configuration, $"Provider '{provider.Name}', base_url: {exception.Message}");
        }
    }

    private static bool IsTrusted(ProviderConfiguration provider, Uri url, TrustedEndpoints trusted)
    {
        try
        {
            return trusted.Contains(url);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelCallException(
                ModelCallFailure.Configuration,
                $"Provider '{provider.Name}': whether {url} is trusted cannot be told, {trusted.FilePath} cannot be read: {exception.Message}",
                exception);
        }
    }
}
