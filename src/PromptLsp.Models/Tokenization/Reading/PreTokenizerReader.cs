using System.Text;
using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Texts;

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
        "BertPreTokenizer" => Bert,
        "Punctuation" => new ClassPreTokenizer(Unicode8.Instance.IsPunctuation, Behavior(part, DelimiterBehavior.Isolated)),
        "Whitespace" => new WordPreTokenizer(),
        "WhitespaceSplit" => ClassPreTokenizer.WhiteSpace,
        "CharDelimiterSplit" => new ClassPreTokenizer(Character(part, "delimiter").Equals, DelimiterBehavior.Removed),
        "Split" => new SplitPreTokenizer(PatternReader.Read(part), Behavior(part, null), part.Flag("invert")),
        "Metaspace" => ReadMetaspace(part),
        "FixedLength" => new FixedLengthPreTokenizer(part.Child("length").AsNumber(1, int.MaxValue)),
        var type => throw part.Unsupported(type),
    };

    /// <summary>BERT's: at white space, then around punctuation.</summary>
    public static IPreTokenizer Bert { get; } =
        new SequencePreTokenizer([ClassPreTokenizer.WhiteSpace, new ClassPreTokenizer(Unicode8.Instance.IsPunctuation, DelimiterBehavior.Isolated)]);

    /// <summary>The scheme of a Metaspace part, a decoder or pre-tokenizer.</summary>
    public static PrependScheme Scheme(TokenizerPart part)
    {
        var scheme = part.Find("prepend_scheme") is not { } named ? PrependScheme.Always : named.AsText() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            var other => throw named.Wrong($"is '{other}', which is not supported."),
        };
        return part.Flag("add_prefix_space", true) ? scheme : PrependScheme.Never;
    }

    /// <summary>A text of one code point.</summary>
    public static Rune Character(TokenizerPart part, string key)
    {
        var text = part.Text(key);
        return Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && length == text.Length
            ? rune
            : throw part.Child(key).Wrong("must be one character.");
    }

    private static MetaspacePreTokenizer ReadMetaspace(TokenizerPart part) => new(Character(part, "replacement"), Scheme(part), part.Flag("split", true));

    private static DelimiterBehavior Behavior(TokenizerPart part, DelimiterBehavior? otherwise)
    {
        if (otherwise is { } known && part.Find("behavior") is null)
        {
            return known;
        }

        var behavior = part.Child("behavior");
        return behavior.AsText() switch
        {
            "Removed" => DelimiterBehavior.Removed,
            "Isolated" => DelimiterBehavior.Isolated,
            "MergedWithPrevious" => DelimiterBehavior.MergedWithPrevious,
            "MergedWithNext" => DelimiterBehavior.MergedWithNext,
            "Contiguous" => DelimiterBehavior.Contiguous,
            var other => throw behavior.Wrong($"is '{other}', which is not supported."),
        };
    }
}
