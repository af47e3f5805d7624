using System.Globalization;
using PromptLsp.Llm.Http;

namespace PromptLsp.Llm.Calls;

/// <summary>
/// How long to wait before another attempt: what the server asks for, else exponential back-off with full jitter
/// (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
/// </summary>
internal static class RetrySchedule
{
    /// <summary>The upper bound of the first wait.</summary>
    public static readonly TimeSpan Base = TimeSpan.FromMilliseconds(500);

    /// <summary>The upper bound of every wait of our own.</summary>
    public static readonly TimeSpan Greatest = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait at a server's request.</summary>
    public static readonly TimeSpan GreatestAsked = TimeSpan.FromSeconds(60);

    /// <summary>The wait before retry <paramref name="retry"/> (0 for the first).</summary>
    /// <param name="retry">How many retries there were.</param>
    /// <param name="facts">What the server said.</param>
    /// <param name="now">For a date in <c>Retry-After</c>.</param>
    /// <param name="random">In [0, 1).</param>
    public static TimeSpan Delay(int retry, ResponseFacts facts, DateTimeOffset now, double random)
    {
        if (Asked(facts, now) is { } asked)
        {
            return asked < GreatestAsked ? asked : GreatestAsked;
        }

        var bound = Math.Min(Base.TotalMilliseconds * Math.Pow(2, Math.Min(retry, 30)), Greatest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Round(bound * random));
    }

    /// <summary>What the server asks for; null where it asks for nothing that can be read. A date in the past is no wait at all.</summary>
    public static TimeSpan? Asked(ResponseFacts facts, DateTimeOffset now)
    {
        if (Number(facts.RetryAfterMilliseconds) is { } milliseconds)
        {
            return Bounded(milliseconds / 1000);
        }

        if (Number(facts.RetryAfter) is { } seconds)
        {
            return Bounded(seconds);
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        return facts.RetryAfter is { } text && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, Styles, out var date)
            ? Bounded((date - now).TotalSeconds)
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, GreatestAsked.TotalSeconds));
}
