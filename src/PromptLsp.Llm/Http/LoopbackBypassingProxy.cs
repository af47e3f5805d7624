using System.Net;

namespace PromptLsp.Llm.Http;

/// <summary>The machine's proxy, except for loopback: what is meant for this machine stays on it, keys included.</summary>
internal sealed class LoopbackBypassingProxy(IWebProxy inner) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => inner.Credentials;
        set => inner.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => HttpConnections.IsLoopback(destination) ? null : inner.GetProxy(destination);

    public bool IsBypassed(Uri host) => HttpConnections.IsLoopback(host) || inner.IsBypassed(host);
}
