using System.Net;

namespace PromptLsp.Llm.Http;

/// <summary>How connections to providers are made: pooled, no redirects followed, nothing sent that was not asked for.</summary>
internal static class HttpConnections
{
    /// <summary>A client over a pool of its own. The number of connections is that of the calls under way.</summary>
    public static HttpClient Create() => new(new ExchangeHandler(new SocketsHttpHandler
    {
        // A redirect would carry the prompt to a host that nobody trusted.
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        Proxy = new LoopbackBypassingProxy(HttpClient.DefaultProxy),
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),

        // Old connections are given up now and then, so that a change of addresses is noticed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    }))
    {
        // The attempt has a limit of its own, kept by the TimeProvider.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>True where <paramref name="uri"/> names this machine by <c>localhost</c> or a loopback address.</summary>
    public static bool IsLoopback(Uri uri) => uri.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.IsLoopback(IPAddress.Parse(uri.DnsSafeHost)),
        UriHostNameType.Dns => uri.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
