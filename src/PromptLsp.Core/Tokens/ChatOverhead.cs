using PromptLsp.Core.Catalogue;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// What the chat format costs beside the contents, by OpenAI's published rule: so many tokens a message and the tokens of its role's word,
/// and so many a request for the start of the reply (OpenAI cookbook, "How to count tokens with tiktoken"). A model without figures has no overhead.
/// </summary>
internal static class ChatOverhead
{
    /// <summary>Of one message.</summary>
    public static int OfMessage(ModelInfo? model, PromptRole role, ITokenCounter counter) =>
        model is { TokensPerMessage: > 0 } ? model.TokensPerMessage + counter.Count(role.ToWord()) : 0;

    /// <summary>Of a request beside its messages.</summary>
    public static int OfRequest(ModelInfo? model) => model?.TokensPerRequest ?? 0;
}
