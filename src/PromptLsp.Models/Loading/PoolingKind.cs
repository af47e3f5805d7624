namespace PromptLsp.Models.Loading;

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum PoolingKind
{
    /// <summary>Their mean over the attention mask, special tokens included.</summary>
    Mean,

    /// <summary>The vector of the first token.</summary>
    FirstToken,

    /// <summary>The vector of the last token that is no padding.</summary>
    LastToken,
}
