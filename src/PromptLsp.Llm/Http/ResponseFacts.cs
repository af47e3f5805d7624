namespace PromptLsp.Llm.Http;

/// <summary>Headers of an answer that decide what is done next. The values come from outside: they are cleaned before they are shown.</summary>
/// <param name="RequestId">The provider's own id.</param>
/// <param name="RetryAfter">Value of <c>Retry-After</c>: seconds or an HTTP date.</param>
/// <param name="RetryAfterMilliseconds">Value of <c>retry-after-ms</c>, which OpenAI sends beside the standard one.</param>
/// <param name="ShouldRetry">Value of <c>x-should-retry</c>, which OpenAI sends.</param>
/// <param name="Location">Where a redirect points to.</param>
internal sealed record ResponseFacts(
    string? RequestId, string? RetryAfter, string? RetryAfterMilliseconds, string? ShouldRetry, Uri? Location)
{
    private static readonly string[] _requestIdHeaders = ["x-request-id", "request-id", "apim-request-id", "x-ms-request-id", "cf-ray"];

    /// <summary>Of an answer that did not come.</summary>
    public static ResponseFacts None { get; } = new(null, null, null, null, null);

    /// <summary>Reads them.</summary>
    public static ResponseFacts Of(HttpResponseMessage response) => new(
        _requestIdHeaders.Select(name => ValueOf(response, name)).FirstOrDefault(value => value is not null),
        ValueOf(response, "Retry-After"),
        ValueOf(response, "retry-after-ms"),
        ValueOf(response, "x-should-retry"),
        response.Headers.Location);

    private static string? ValueOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
