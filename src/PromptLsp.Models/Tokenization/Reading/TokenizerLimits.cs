namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>What a tokenizer's file may ask for: far above what any published one does.</summary>
internal static class TokenizerLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int FileBytes = 256 << 20;

    /// <summary>Nested lists and objects of a <c>tokenizer.json</c>.</summary>
    public const int Depth = 32;

    /// <summary>Greatest token number: bounds the tables that numbers index.</summary>
    public const int GreatestId = 4_000_000;

    /// <summary>Added tokens.</summary>
    public const int AddedTokens = 100_000;
}
