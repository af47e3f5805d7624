using PromptLsp.Models.Tokenization.Decoders;
using PromptLsp.Models.Tokenization.PreTokenizers;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>decoder</c>.</summary>
internal static class DecoderReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static ITokenDecoder Read(TokenizerPart part) => part.Type switch
    {
        "Sequence" => new SequenceDecoder([.. part.Items("decoders").Select(Read)]),
        "ByteLevel" => new ByteLevelDecoder(),
        "WordPiece" => new WordPieceDecoder(part.Text("prefix"), part.Flag("cleanup")),
        "BPEDecoder" => part.TextOrEmpty("suffix") is { Length: > 0 } suffix ? new BpeDecoder(suffix) : throw part.Wrong("has an empty 'suffix'."),
        "Metaspace" => new MetaspaceDecoder(PreTokenizerReader.Character(part, "replacement"), PreTokenizerReader.Scheme(part) != PrependScheme.Never),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Strip" => new StripDecoder(
            PreTokenizerReader.Character(part, "content"), part.Child("start").AsNumber(0, int.MaxValue), part.Child("stop").AsNumber(0, int.MaxValue)),
        "Replace" => new ReplaceDecoder(PatternReader.Read(part), part.Text("content")),
        "CTC" => new CtcDecoder(part.Text("pad_token"), part.Text("word_delimiter_token"), part.Flag("cleanup")),
        var type => throw part.Unsupported(type),
    };
}
