using System.Net;
using System.Net.Http.Headers;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>Asks a server for a resource and follows redirects by <see cref="HostRules"/>. Sends no credentials and no cookies.</summary>
internal sealed class RedirectingClient : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The answer's head; the caller disposes of it.</summary>
    /// <param name="address">Where to begin.</param>
    /// <param name="offset">First byte that is wanted.</param>
    /// <param name="version">The version of the file (its entity tag) that the bytes before belong to, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="HttpRequestException">No answer.</exception>
    /// <exception cref="ModelInstallException">A redirect may not be followed.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri address, long offset, EntityTagHeaderValue? version, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("promptlsp", "1"));
            if (offset > 0)
            {
                request.Headers.Range = new RangeHeaderValue(offset, null);
                request.Headers.IfRange = version is { IsWeak: false } ? new RangeConditionHeaderValue(version) : null;
            }

            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            if (redirects == MostRedirects)
            {
                throw new ModelInstallException($"'{address.Host}' sends on more than {MostRedirects} times. Fetch the model from elsewhere.");
            }

            var target = new Uri(address, location);
            HostRules.CheckRedirect(address, target);
            address = target;
        }
    }

    public void Dispose() => _client.Dispose();
}
