using PromptLsp.Models.Tokenization.Normalizers;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the section <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static ITextNormalizer Read(TokenizerPart part) => part.Type switch
    {
        "Sequence" => new SequenceNormalizer([.. part.Items("normalizers").Select(Read)]),
        "BertNormalizer" => ReadBert(part),
        "NFC" => new UnicodeNormalizer(isCompatible: false, composes: true),
        "NFD" => new UnicodeNormalizer(isCompatible: false, composes: false),
        "NFKC" => new UnicodeNormalizer(isCompatible: true, composes: true),
        "NFKD" => new UnicodeNormalizer(isCompatible: true, composes: false),
        "Lowercase" => new LowercaseNormalizer(),
        "StripAccents" => new FilterNormalizer(CodePointMaps.WithoutMark),
        "Nmt" => new FilterNormalizer(CodePointMaps.Nmt),
        "Strip" => new StripNormalizer(part.Flag("strip_left"), part.Flag("strip_right")),
        "Prepend" => new PrependNormalizer(part.Text("prepend")),
        "Replace" => new ReplaceNormalizer(PatternReader.Read(part), part.Text("content")),
        "Precompiled" => ReadPrecompiled(part),
        "ByteLevel" => new ByteLevelNormalizer(),
        var type => throw part.Unsupported(type),
    };

    /// <summary>True for the normalizer that the uncased BERT models have.</summary>
    public static bool IsUncasedBert(TokenizerPart part) =>
        part.Type == "BertNormalizer" && part.Flag("clean_text") && part.Flag("handle_chinese_chars") && part.Flag("lowercase") && part.Flag("strip_accents", true);

    /// <summary>BERT's normalizer.</summary>
    public static ITextNormalizer Bert(bool cleans, bool isolatesIdeographs, bool stripsAccents, bool lowers)
    {
        var steps = new List<ITextNormalizer>();
        if (cleans)
        {
            steps.Add(new FilterNormalizer(CodePointMaps.Clean));
        }

        if (isolatesIdeographs)
        {
            steps.Add(new IdeographNormalizer());
        }

        if (stripsAccents)
        {
            steps.AddRange([new UnicodeNormalizer(isCompatible: false, composes: false), new FilterNormalizer(CodePointMaps.WithoutNonspacingMark)]);
        }

        if (lowers)
        {
            steps.Add(new LowercaseNormalizer());
        }

        return new SequenceNormalizer(steps);
    }

    private static ITextNormalizer ReadBert(TokenizerPart part)
    {
        var lowers = part.Flag("lowercase");
        return Bert(part.Flag("clean_text"), part.Flag("handle_chinese_chars"), part.Flag("strip_accents", lowers), lowers);
    }

    private static ITextNormalizer ReadPrecompiled(TokenizerPart part)
    {
        var text = part.Child("precompiled_charsmap");
        var bytes = new byte[text.AsText().Length];
        if (!Convert.TryFromBase64String(text.AsText(), bytes, out var count))
        {
            throw text.Wrong("is not base64.");
        }

        if (count == 0)
        {
            return new SequenceNormalizer([]);
        }

        return new PrecompiledNormalizer(PrecompiledMap.Read(bytes.AsSpan(0, count)) ?? throw text.Wrong("is not a compiled map of characters."));
    }
}
