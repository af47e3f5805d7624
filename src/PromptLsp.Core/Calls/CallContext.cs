using System.Collections.Immutable;
using PromptLsp.Core.Retrieval;

namespace PromptLsp.Core.Calls;

/// <summary>What a model call belongs to and what stands around it; goes to the call's rows, never to the provider.</summary>
/// <param name="CallId">Identity of the call: all its attempts share it.</param>
/// <param name="RunId">The run it belongs to.</param>
/// <param name="Purpose">Why it is made: <c>answer</c>, <c>judge</c>, …</param>
/// <param name="Query">What was asked of the retrieval, or null where there was none.</param>
/// <param name="Passages">What was retrieved and packed into the prompt, best first.</param>
/// <param name="CountedTokens">Tokens of the request by our own count; null where the tokenizer is not known or a part is only estimated.</param>
public sealed record CallContext(
    string CallId,
    string RunId,
    string Purpose,
    string? Query,
    ImmutableArray<RetrievedPassage> Passages,
    int? CountedTokens = null);
