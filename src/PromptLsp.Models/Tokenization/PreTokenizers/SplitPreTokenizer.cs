using PromptLsp.Models.Tokenization.Patterns;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts at the matches of a pattern.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="behavior">What becomes of the matches.</param>
/// <param name="isInverted">True where the matches are what is between delimiters.</param>
internal sealed class SplitPreTokenizer(ITextPattern pattern, DelimiterBehavior behavior, bool isInverted) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces) => pieces.Split(Split);

    private void Split(ReadOnlySpan<char> text, int start, List<TextPiece> parts)
    {
        var segments = new List<DelimiterSplitter.Segment>();
        var begin = 0;
        pattern.ForEachMatch(text, (first, end) =>
        {
            if (first > begin)
            {
                segments.Add(new DelimiterSplitter.Segment(begin, first, isInverted));
            }

            segments.Add(new DelimiterSplitter.Segment(first, end, !isInverted));
            begin = end;
        });
        if (begin < text.Length)
        {
            segments.Add(new DelimiterSplitter.Segment(begin, text.Length, isInverted));
        }

        DelimiterSplitter.Emit(segments, start, parts, behavior);
    }
}
