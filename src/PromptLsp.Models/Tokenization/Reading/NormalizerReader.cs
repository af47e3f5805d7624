using PromptLsp.Models.Tokenization.Normalizers;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static ITextNormalizer Read(TokenizerPart part) => throw part.Unsupported(part.Type);
}
