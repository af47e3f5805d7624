using System.Text.Json;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.AddedTokens;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads a whole <c>tokenizer.json</c>. What it does not know it refuses by name and place; nothing is approximated. Its sections for truncation and padding are not used.</summary>
internal static class TokenizerJsonReader
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = TokenizerLimits.Depth };

    /// <summary>Reads.</summary>
    /// <param name="bytes">UTF-8, with or without byte order mark.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="ModelFormatException">It is not JSON, broken, or holds a part that is not supported.</exception>
    public static TokenizerPipeline Read(ReadOnlyMemory<byte> bytes, string file)
    {
        using var document = Parse(bytes, file);
        var root = new TokenizerPart(file, "", document.RootElement);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException(file, $"{file}: not a tokenizer.json: its root is no object.");
        }

        var normalizer = root.Find("normalizer") is { } rewriting ? NormalizerReader.Read(rewriting) : null;
        var preTokenizer = root.Find("pre_tokenizer") is { } cutting ? PreTokenizerReader.Read(cutting) : null;
        var model = SubwordModelReader.Read(root.Child("model"));
        return new TokenizerPipeline
        {
            Normalizer = normalizer,
            IsUncasedBert = root.Find("normalizer") is { } part && NormalizerReader.IsUncasedBert(part) && root.Find("pre_tokenizer")?.Type == "BertPreTokenizer",
            PreTokenizer = preTokenizer,
            Model = model,
            PostProcessor = root.Find("post_processor") is { } finishing ? PostProcessorReader.Read(finishing) : null,
            Decoder = root.Find("decoder") is { } decoding ? DecoderReader.Read(decoding) : null,
            Added = new AddedVocabulary(ReadAddedTokens(root), normalizer),
        };
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="ModelFormatException">It is not JSON, or nested too deeply.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string file)
    {
        try
        {
            return JsonDocument.Parse(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, _options);
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(
                file, $"{file}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: not valid JSON: {exception.Message} Fetch the file again.", exception);
        }
    }

    private static List<AddedToken> ReadAddedTokens(TokenizerPart root)
    {
        var tokens = new List<AddedToken>();
        if (root.Find("added_tokens") is null)
        {
            return tokens;
        }

        foreach (var part in root.Items("added_tokens"))
        {
            if (tokens.Count == TokenizerLimits.AddedTokens)
            {
                throw part.Wrong($"is one too many: more than {TokenizerLimits.AddedTokens} added tokens are not supported.");
            }

            var content = part.Text("content");
            if (content.Length > 0)
            {
                tokens.Add(ReadAddedToken(part, content));
            }
        }

        return tokens;
    }

    private static AddedToken ReadAddedToken(TokenizerPart part, string content) =>
        new(part.Child("id").AsNumber(0, TokenizerLimits.GreatestId), content)
        {
            IsSpecial = part.Flag("special"),
            IsSingleWord = part.Flag("single_word"),
            StripsLeft = part.Flag("lstrip"),
            StripsRight = part.Flag("rstrip"),
            IsNormalized = part.Flag("normalized"),
        };
}
