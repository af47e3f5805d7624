namespace PromptLsp.Llm.Endpoints;

/// <summary>An address that the user trusts.</summary>
/// <param name="Url">The address: it and everything below its path, at the same scheme, host and port.</param>
/// <param name="Source">The file or the environment variable that says so.</param>
public sealed record TrustedEndpoint(Uri Url, string Source);

/// <summary>An address that cannot be trusted as it is written; the message says why.</summary>
public sealed class InvalidEndpointException(string message) : Exception(message);
