using Microsoft.Extensions.AI;

namespace PromptLsp.Core.Calls;

/// <summary>Gives clients for models. Safe for concurrent callers.</summary>
public interface IChatClientProvider
{
    /// <summary>
    /// A client for one call of <paramref name="modelId"/> (<c>provider/model</c>), whose every attempt is recorded under <paramref name="context"/>.
    /// Cheap: connections are shared. The caller disposes it.
    /// </summary>
    /// <exception cref="ModelCallException">The provider is not configured, its key is missing, or its endpoint is not trusted.</exception>
    IChatClient GetClient(string modelId, CallContext context);
}
