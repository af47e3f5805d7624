using PromptLsp.Models.Tokenization.AddedTokens;
using PromptLsp.Models.Tokenization.Decoders;
using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.PostProcessors;
using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>The steps of a tokenizer. Immutable.</summary>
internal sealed record TokenizerPipeline
{
    /// <summary>Rewrites the text, where there is one.</summary>
    public ITextNormalizer? Normalizer { get; init; }

    /// <summary>True where the normalizer and the pre-tokenizer are those of the uncased BERT models.</summary>
    public bool IsUncasedBert { get; init; }

    /// <summary>Cuts the text, where there is one.</summary>
    public IPreTokenizer? PreTokenizer { get; init; }

    /// <summary>Cuts pieces into tokens.</summary>
    public required ISubwordModel Model { get; init; }

    /// <summary>Puts tokens around, where there is one.</summary>
    public IPostProcessor? PostProcessor { get; init; }

    /// <summary>Makes text of tokens, where there is one.</summary>
    public ITokenDecoder? Decoder { get; init; }

    /// <summary>Tokens that are found by their literals.</summary>
    public required AddedVocabulary Added { get; init; }
}
