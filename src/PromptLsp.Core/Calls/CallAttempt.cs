namespace PromptLsp.Core.Calls;

/// <summary>One HTTP attempt, or one call of a built-in provider: a row of its own, retries included.</summary>
/// <param name="CallId">The call it belongs to.</param>
/// <param name="RunId">The run the call belongs to.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="ModelId"><c>provider/model</c>.</param>
/// <param name="StartedAt">When it was sent, UTC.</param>
/// <param name="Duration">Until the answer was complete or failed.</param>
/// <param name="Outcome"><c>ok</c>, or the failure's name in snake_case such as <c>rate_limited</c>.</param>
/// <param name="HttpStatus">Status of the answer, or null where none came.</param>
/// <param name="Error">What was wrong, keys removed; null where all went well.</param>
/// <param name="RetryAfter">How long was waited before the next attempt; null for the last one.</param>
/// <param name="InputTokens">As the provider reports.</param>
/// <param name="OutputTokens">As the provider reports.</param>
/// <param name="FinishReason">As the provider reports.</param>
/// <param name="RequestId">The provider's own id, for asking its support.</param>
/// <param name="CountedTokens">Input tokens by our own count; null where it is not exact or not of this attempt.</param>
public sealed record CallAttempt(
    string CallId,
    string RunId,
    int Attempt,
    string ModelId,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    string Outcome,
    int? HttpStatus = null,
    string? Error = null,
    TimeSpan? RetryAfter = null,
    long? InputTokens = null,
    long? OutputTokens = null,
    string? FinishReason = null,
    string? RequestId = null,
    int? CountedTokens = null);
