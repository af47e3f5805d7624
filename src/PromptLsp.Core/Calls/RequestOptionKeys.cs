namespace PromptLsp.Core.Calls;

/// <summary>Keys in <c>ChatOptions.AdditionalProperties</c> for what the options have no property for.</summary>
public static class RequestOptionKeys
{
    /// <summary>A JSON object that is merged into the request's body as the user wrote it.</summary>
    public const string Extra = "extra";

    /// <summary>How long a reasoning model may think, in the provider's own word.</summary>
    public const string ReasoningEffort = "reasoning_effort";
}
