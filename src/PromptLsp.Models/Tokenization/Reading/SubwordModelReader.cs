using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>model</c>.</summary>
internal static class SubwordModelReader
{
    // Room for the word is taken from the stack: far above what any model uses, far below what a stack holds.
    private const int GreatestWordLength = 1000;

    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static ISubwordModel Read(TokenizerPart part) => (part.Type ?? Guess(part)) switch
    {
        "BPE" => BpeReader.Read(part),
        "WordPiece" => ReadWordPiece(part),
        "WordLevel" => ReadWordLevel(part),
        "Unigram" => UnigramReader.Read(part),
        var type => throw part.Unsupported(type),
    };

    /// <summary>The number of a token that must be in the vocabulary.</summary>
    public static int IdOf(TokenizerPart part, string key, TokenTable tokens)
    {
        var id = tokens.IdOf(part.Text(key));
        return id >= 0 ? id : throw part.Child(key).Wrong($"names '{part.Text(key)}', which is not in the vocabulary.");
    }

    /// <summary>Old files do not name the kind.</summary>
    private static string? Guess(TokenizerPart part) =>
        part.Find("merges") is not null ? "BPE"
        : part.Find("continuing_subword_prefix") is not null ? "WordPiece"
        : part.Find("unk_id") is not null ? "Unigram"
        : null;

    private static WordPieceSubwords ReadWordPiece(TokenizerPart part)
    {
        var tokens = VocabularyReader.Read(part);
        return new WordPieceSubwords(
            tokens,
            new WordPieceVocabulary([.. tokens.All], part.Text("continuing_subword_prefix")),
            IdOf(part, "unk_token", tokens),
            part.Child("max_input_chars_per_word").AsNumber(1, GreatestWordLength));
    }

    private static WordLevelModel ReadWordLevel(TokenizerPart part)
    {
        var tokens = VocabularyReader.Read(part);
        return new WordLevelModel(tokens, IdOf(part, "unk_token", tokens));
    }
}
