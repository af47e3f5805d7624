namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>What a BPE model does beside merging.</summary>
internal sealed record BpeOptions
{
    /// <summary>The token for code points that have none, or -1: they vanish.</summary>
    public int UnknownId { get; init; } = -1;

    /// <summary>What tokens inside a word start with; empty for none.</summary>
    public string ContinuationPrefix { get; init; } = "";

    /// <summary>What tokens at the end of a word end with; empty for none.</summary>
    public string EndSuffix { get; init; } = "";

    /// <summary>True where neighbouring unknown code points are one token.</summary>
    public bool FuseUnknown { get; init; }

    /// <summary>True where an unknown code point becomes the tokens of its UTF-8 bytes, <c>&lt;0x0A&gt;</c>.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>True where a piece that is a token stays whole, whether merges lead to it or not.</summary>
    public bool IgnoreMerges { get; init; }
}
