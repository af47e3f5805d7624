using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Calls;

/// <summary>Why an attempt failed.</summary>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="Message">What was wrong, keys removed, without the model's name.</param>
/// <param name="MayRetry">True where another attempt has a chance.</param>
internal sealed record AttemptFailure(ModelCallFailure Kind, string Message, bool MayRetry)
{
    /// <summary>The failure's name in an attempt's row.</summary>
    public string Outcome => Kind switch
    {
        ModelCallFailure.Configuration => "configuration",
        ModelCallFailure.Rejected => "rejected",
        ModelCallFailure.RateLimited => "rate_limited",
        ModelCallFailure.Unavailable => "unavailable",
        ModelCallFailure.TimedOut => "timed_out",
        _ => "invalid_response",
    };
}
