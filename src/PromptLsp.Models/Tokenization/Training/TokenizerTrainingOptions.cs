namespace PromptLsp.Models.Tokenization.Training;

/// <summary>What a tokenizer is trained for.</summary>
public sealed record TokenizerTrainingOptions
{
    /// <summary>The kind of model.</summary>
    public TokenizerKind Kind { get; init; } = TokenizerKind.Bpe;

    /// <summary>How texts are cut into words.</summary>
    public TrainingPreTokenizer PreTokenizer { get; init; } = TrainingPreTokenizer.ByteLevel;

    /// <summary>The most tokens, special ones and the alphabet counted; 1 or more. Fewer where no pair is frequent enough.</summary>
    public int VocabularySize { get; init; } = 30_000;

    /// <summary>Pairs seen less often are not joined; 1 or more.</summary>
    public int MinFrequency { get; init; } = 2;

    /// <summary>Tokens that get the first numbers. One called <c>&lt;unk&gt;</c> or <c>[UNK]</c> stands for what is unknown; WordPiece needs it.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];
}

/// <summary>The kind of model.</summary>
public enum TokenizerKind
{
    /// <summary>Byte-pair encoding.</summary>
    Bpe,

    /// <summary>WordPiece: joined like BPE, by count; encoded by the longest pieces.</summary>
    WordPiece,
}

/// <summary>How texts are cut into words.</summary>
public enum TrainingPreTokenizer
{
    /// <summary>By the pattern of GPT-2, then into bytes.</summary>
    ByteLevel,

    /// <summary>Runs of word characters and runs of others.</summary>
    Whitespace,

    /// <summary>At white space only.</summary>
    WhitespaceSplit,

    /// <summary>Lower case without accents, at white space and around punctuation.</summary>
    Bert,
}
