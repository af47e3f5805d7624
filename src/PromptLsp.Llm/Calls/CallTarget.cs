using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Calls;

/// <summary>What every attempt of one call has in common.</summary>
/// <param name="ModelId"><c>provider/model</c>.</param>
/// <param name="Context">The rows it belongs to.</param>
/// <param name="Endpoint">Scheme, host and port, for messages; null for a built-in provider.</param>
/// <param name="KeyVariable">The environment variable that held the key; null where there is none.</param>
/// <param name="Key">The key; null where none is sent.</param>
/// <param name="SendsMaxTokens">True where the endpoint knows the limit of the answer as <c>max_tokens</c> only.</param>
/// <param name="Timeout">The limit of one attempt.</param>
/// <param name="MaxRetries">How often a failed attempt is tried again.</param>
/// <param name="Redactor">Takes the keys out of what the provider says.</param>
internal sealed record CallTarget(
    string ModelId,
    CallContext Context,
    string? Endpoint,
    string? KeyVariable,
    string? Key,
    bool SendsMaxTokens,
    TimeSpan Timeout,
    int MaxRetries,
    KeyRedactor Redactor)
{
    /// <summary>Holds no key, whoever prints it.</summary>
    public override string ToString() => $"{ModelId} at {Endpoint ?? "this process"}";
}
