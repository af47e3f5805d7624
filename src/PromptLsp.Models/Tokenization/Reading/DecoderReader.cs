using PromptLsp.Models.Tokenization.Decoders;

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
        var type => throw part.Unsupported(type),
    };
}
