using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>model</c>.</summary>
internal static class SubwordModelReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static ISubwordModel Read(TokenizerPart part) => (part.Type ?? Guess(part)) switch
    {
        "BPE" => BpeReader.Read(part),
        var type => throw part.Unsupported(type),
    };

    /// <summary>Old files do not name the kind.</summary>
    private static string? Guess(TokenizerPart part) =>
        part.Find("merges") is not null ? "BPE"
        : part.Find("continuing_subword_prefix") is not null ? "WordPiece"
        : part.Find("unk_id") is not null ? "Unigram"
        : null;
}
