using System.ClientModel;
using System.Net;
using System.Text.Json;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>Tells from an exception and from what was seen of the exchange why an attempt failed.</summary>
internal static class FailureReader
{
    private const int ExcerptLength = 300;

    /// <summary>Reads a failure; null for one that is no fault of the outside world.</summary>
    public static AttemptFailure? Read(Exception exception, HttpExchange exchange, CallTarget target)
    {
        if (exception is ModelCallException known)
        {
            return new AttemptFailure(known.Failure, known.Message, MayRetry: false);
        }

        if (exchange.Status is { } status and not 200)
        {
            return OfStatus(status, exchange, target);
        }

        if (IsConnectionFailure(exception))
        {
            var what = exchange.Status is null ? $"no answer from {target.Endpoint}" : $"the connection to {target.Endpoint} broke in the middle of the answer";
            return new AttemptFailure(ModelCallFailure.Unavailable, $"{what}: {target.Redactor.Excerpt(Innermost(exception).Message, ExcerptLength)}", MayRetry: true);
        }

        // The library documents no set of exceptions for a body that is not what it expects: once an answer began, whatever it throws is about that.
        return exchange.Status is null ? null : Invalid("the answer cannot be read", exchange, target);
    }

    /// <summary>An answer of status 200 that is no answer.</summary>
    public static AttemptFailure Invalid(string what, HttpExchange exchange, CallTarget target)
    {
        var body = exchange.Length == 0
            ? "its body is empty"
            : $"its body {(exchange.HeadIsWhole ? "is" : "ends with")}: {target.Redactor.Excerpt(exchange.HeadIsWhole ? exchange.Head : exchange.Tail, ExcerptLength, keepEnd: !exchange.HeadIsWhole)}";
        return new AttemptFailure(ModelCallFailure.InvalidResponse, $"{what}; {body}", MayRetry: false);
    }

    /// <summary>The attempt's limit was reached.</summary>
    public static AttemptFailure TimedOut(HttpExchange exchange, CallTarget target)
    {
        var seen = exchange.Status is null ? "no answer" : $"no complete answer ({exchange.Length} bytes came)";
        return new AttemptFailure(
            ModelCallFailure.TimedOut, $"{seen} from {target.Endpoint} within {target.Timeout.TotalSeconds:0.###} s, the provider's timeout", MayRetry: true);
    }

    private static AttemptFailure OfStatus(int status, HttpExchange exchange, CallTarget target)
    {
        var kind = status switch
        {
            408 => ModelCallFailure.TimedOut,
            429 => ModelCallFailure.RateLimited,
            >= 500 => ModelCallFailure.Unavailable,
            >= 400 => ModelCallFailure.Rejected,
            _ => ModelCallFailure.InvalidResponse,
        };
        var (text, code) = ReadError(exchange, target);
        var mayRetry = status is 408 or 409 or 429 || (status >= 500 && status is not (501 or 505));
        mayRetry &= code != "insufficient_quota" && !"false".Equals(exchange.Facts.ShouldRetry, StringComparison.OrdinalIgnoreCase);
        return new AttemptFailure(kind, $"HTTP {status} from {target.Endpoint}: {text}{Advice(status, exchange, target)}", mayRetry);
    }

    private static (string Text, string? Code) ReadError(HttpExchange exchange, CallTarget target)
    {
        if (exchange.Length == 0)
        {
            return ($"{(HttpStatusCode)exchange.Status!} (no body)", null);
        }

        var (message, code) = exchange.HeadIsWhole ? ParseError(exchange.Head) : (null, null);
        return (target.Redactor.Excerpt(message ?? exchange.Head, ExcerptLength), code);
    }

    private static (string? Message, string? Code) ParseError(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                ? (StringOf(error, "message"), StringOf(error, "code"))
                : (null, null);
        }
        catch (JsonException)
        {
            // Not every gateway answers in JSON: the body is shown as it is.
            return (null, null);
        }
    }

    private static string? StringOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Advice(int status, HttpExchange exchange, CallTarget target) => status switch
    {
        401 or 403 when target.KeyVariable is not null => $"; check the key in {target.KeyVariable}",
        401 or 403 => "; the provider's configuration names no api_key_env",
        404 => "; check the model's name and the provider's base_url",
        >= 300 and < 400 when exchange.Facts.Location is { } location =>
            $"; redirects are not followed, set base_url to the address that answers itself ({target.Redactor.Excerpt(location.OriginalString, ExcerptLength)})",
        _ => "",
    };

    private static bool IsConnectionFailure(Exception exception) => exception switch
    {
        HttpRequestException or IOException => true,

        // Neither the caller nor the attempt's limit cancelled: it is the connection's own limit.
        OperationCanceledException or TimeoutException => true,
        ClientResultException { Status: 0 } => true,
        _ => exception.InnerException is { } inner && exception is not JsonException && IsConnectionFailure(inner),
    };

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
