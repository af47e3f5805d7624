using PromptLsp.Models.Tokenization.PreTokenizers;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>pre_tokenizer</c>.</summary>
internal static class PreTokenizerReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static IPreTokenizer Read(TokenizerPart part) => part.Type switch
    {
        "Sequence" => new SequencePreTokenizer([.. part.Items("pretokenizers").Select(Read)]),
        "ByteLevel" => new ByteLevelPreTokenizer(part.Flag("add_prefix_space", true), part.Flag("use_regex", true)),
        "Digits" => new DigitsPreTokenizer(part.Flag("individual_digits")),
        var type => throw part.Unsupported(type),
    };
}
