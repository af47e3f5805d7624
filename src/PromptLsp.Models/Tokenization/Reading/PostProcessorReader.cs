using PromptLsp.Models.Tokenization.PostProcessors;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>post_processor</c>.</summary>
internal static class PostProcessorReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static IPostProcessor Read(TokenizerPart part) => part.Type switch
    {
        "Sequence" => new SequencePostProcessor([.. part.Items("processors").Select(Read)]),
        "ByteLevel" => new ByteLevelPostProcessor(part.Flag("trim_offsets", true), part.Flag("add_prefix_space", true)),
        "RobertaProcessing" => new RobertaPostProcessor(
            Token(part, "cls"), Token(part, "sep"), part.Flag("trim_offsets", true), part.Flag("add_prefix_space", true)),
        "BertProcessing" => new BertPostProcessor(Token(part, "cls"), Token(part, "sep")),
        "TemplateProcessing" => ReadTemplate(part),
        var type => throw part.Unsupported(type),
    };

    private static EncodedToken Token(TokenizerPart part, string key)
    {
        var pair = part.Items(key).ToArray();
        return pair.Length == 2
            ? Around(pair[1].AsNumber(0, TokenizerLimits.GreatestId), pair[0].AsText())
            : throw part.Child(key).Wrong("must be a token and its number.");
    }

    private static EncodedToken Around(int id, string text) => new(id, text, 0, 0) { IsSpecial = true };

    private static TemplatePostProcessor ReadTemplate(TokenizerPart part)
    {
        var special = part.Find("special_tokens");
        return new TemplatePostProcessor(ReadPieces(part, "single", special, 1), ReadPieces(part, "pair", special, 2));
    }

    private static List<TemplatePiece> ReadPieces(TokenizerPart part, string key, TokenizerPart? special, int texts)
    {
        var pieces = part.Items(key).Select(piece => ReadPiece(piece, special)).ToList();
        for (var sequence = 0; sequence < texts; sequence++)
        {
            if (pieces.TrueForAll(piece => piece.Sequence != sequence))
            {
                throw part.Child(key).Wrong($"does not use the text {(char)('A' + sequence)}.");
            }
        }

        return pieces.TrueForAll(piece => piece.Sequence < texts) ? pieces : throw part.Child(key).Wrong("uses a text that is not there.");
    }

    private static TemplatePiece ReadPiece(TokenizerPart piece, TokenizerPart? special)
    {
        if (piece.Find("Sequence") is { } sequence)
        {
            var number = sequence.Text("id") switch { "A" => 0, "B" => 1, _ => throw sequence.Wrong("must be of the text A or B.") };
            return new TemplatePiece(number, [], TypeOf(sequence));
        }

        var token = piece.Child("SpecialToken");
        var id = token.Text("id");
        if (special?.Find(id) is not { } known)
        {
            throw token.Wrong($"names '{id}', which 'special_tokens' does not hold.");
        }

        var texts = known.Items("tokens").Select(text => text.AsText()).ToArray();
        var tokens = known.Items("ids").Select((number, index) => Around(number.AsNumber(0, TokenizerLimits.GreatestId), index < texts.Length ? texts[index] : id));
        return new TemplatePiece(-1, [.. tokens], TypeOf(token));
    }

    private static int TypeOf(TokenizerPart part) => part.Find("type_id")?.AsNumber(0, 255) ?? 0;
}
