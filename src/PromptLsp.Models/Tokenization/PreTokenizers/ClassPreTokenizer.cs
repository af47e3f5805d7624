using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts at each code point of a class.</summary>
internal sealed class ClassPreTokenizer(Func<Rune, bool> isDelimiter, DelimiterBehavior behavior) : IPreTokenizer
{
    /// <summary>At white space, which vanishes.</summary>
    public static ClassPreTokenizer WhiteSpace { get; } = new(Rune.IsWhiteSpace, DelimiterBehavior.Removed);

    /// <inheritdoc/>
    public void Apply(PieceList pieces) => pieces.Split((text, start, parts) => DelimiterSplitter.Split(text, start, parts, isDelimiter, behavior));
}
