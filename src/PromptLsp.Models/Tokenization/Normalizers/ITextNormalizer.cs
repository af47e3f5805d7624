using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Rewrites a text before it is cut. Immutable; safe for concurrent callers.</summary>
internal interface ITextNormalizer
{
    /// <summary>The rewritten text with its places in the source; the same one where nothing changes.</summary>
    AlignedText Normalize(AlignedText text);
}
