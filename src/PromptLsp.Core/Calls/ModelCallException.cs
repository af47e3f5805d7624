namespace PromptLsp.Core.Calls;

/// <summary>What kind of failure a model call ended with.</summary>
public enum ModelCallFailure
{
    /// <summary>The configuration is wrong: unknown provider, missing key, endpoint not trusted.</summary>
    Configuration,

    /// <summary>The provider refused the request (4xx other than 408 and 429).</summary>
    Rejected,

    /// <summary>The provider's limit was reached and retries were used up (429).</summary>
    RateLimited,

    /// <summary>The provider failed (5xx, connection lost) and retries were used up.</summary>
    Unavailable,

    /// <summary>The time limit was reached.</summary>
    TimedOut,

    /// <summary>The answer was no answer: not JSON, cut off, or empty.</summary>
    InvalidResponse,
}

/// <summary>A model call that failed for a reason outside this program. The message holds no key.</summary>
public sealed class ModelCallException : Exception
{
    /// <summary>Makes one.</summary>
    public ModelCallException(ModelCallFailure failure, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
    }

    /// <summary>What kind of failure it is.</summary>
    public ModelCallFailure Failure { get; }

    /// <summary>The HTTP status of the last answer, where there was one.</summary>
    public int? HttpStatus { get; init; }
}
