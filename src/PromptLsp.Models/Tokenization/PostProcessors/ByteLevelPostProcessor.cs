using PromptLsp.Models.Tokenization.PreTokenizers;

namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>Leaves white space at the ends of tokens out of their places.</summary>
/// <param name="trimsOffsets">False to do nothing.</param>
/// <param name="addPrefixSpace">True where the pre-tokenizer put a space before the text.</param>
internal sealed class ByteLevelPostProcessor(bool trimsOffsets, bool addPrefixSpace) : IPostProcessor
{
    /// <inheritdoc/>
    public int AddedTokens(bool isPair) => 0;

    /// <inheritdoc/>
    public IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens) =>
        trimsOffsets ? [.. parts.Select(part => Trim(part, addPrefixSpace))] : parts;

    /// <summary>Trims the places of a part and of its overflow.</summary>
    public static EncodingPart Trim(EncodingPart part, bool addPrefixSpace) =>
        new([.. part.Tokens.Select((token, index) => Trim(token, index == 0 || token.Start == 0, addPrefixSpace))], [.. part.Overflowing.Select(other => Trim(other, addPrefixSpace))]);

    private static EncodedToken Trim(EncodedToken token, bool isFirst, bool addPrefixSpace)
    {
        var leading = token.Text.TakeWhile(IsSpace).Count();
        var trailing = token.Text.Reverse().TakeWhile(IsSpace).Count();
        if (leading == 1 && isFirst && addPrefixSpace)
        {
            leading = 0;
        }

        var start = Math.Min(token.Start + leading, token.End);
        var end = trailing > 0 && token.End >= trailing ? Math.Max(token.End - trailing, start) : token.End;
        return token with { Start = start, End = end };
    }

    private static bool IsSpace(char character) => character == ByteAlphabet.Characters[' '] || char.IsWhiteSpace(character);
}
