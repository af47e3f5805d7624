using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts a text at delimiters.</summary>
internal static class DelimiterSplitter
{
    /// <summary>Cuts at each code point that is a delimiter.</summary>
    public static void Split(ReadOnlySpan<char> text, int start, List<TextPiece> parts, Func<Rune, bool> isDelimiter, DelimiterBehavior behavior)
    {
        var segments = new List<Segment>();
        var begin = 0;
        for (int index = 0, length; index < text.Length; index += length)
        {
            Rune.DecodeFromUtf16(text[index..], out var rune, out length);
            if (isDelimiter(rune))
            {
                AddRest(segments, begin, index);
                segments.Add(new Segment(index, index + length, true));
                begin = index + length;
            }
        }

        AddRest(segments, begin, text.Length);
        Emit(segments, start, parts, behavior);
    }

    /// <summary>Turns segments, which leave no code unit out, into pieces.</summary>
    /// <param name="segments">Delimiters and what is between them, in order.</param>
    /// <param name="start">Where the text starts.</param>
    /// <param name="parts">Takes the pieces.</param>
    /// <param name="behavior">What becomes of delimiters.</param>
    public static void Emit(List<Segment> segments, int start, List<TextPiece> parts, DelimiterBehavior behavior)
    {
        for (int first = 0, next; first < segments.Count; first = next)
        {
            next = first + 1;
            while (next < segments.Count && BelongTogether(segments, next, behavior))
            {
                next++;
            }

            if (behavior != DelimiterBehavior.Removed || !segments[first].IsDelimiter)
            {
                parts.AddPart(start + segments[first].Start, segments[next - 1].End - segments[first].Start);
            }
        }
    }

    /// <summary>Adds what is between two delimiters.</summary>
    public static void AddRest(List<Segment> segments, int begin, int end)
    {
        if (end > begin)
        {
            segments.Add(new Segment(begin, end, false));
        }
    }

    /// <summary>True where the segment belongs to the piece of the one before it.</summary>
    private static bool BelongTogether(List<Segment> segments, int index, DelimiterBehavior behavior) => behavior switch
    {
        DelimiterBehavior.Contiguous => segments[index].IsDelimiter == segments[index - 1].IsDelimiter,
        DelimiterBehavior.MergedWithPrevious => segments[index].IsDelimiter && !segments[index - 1].IsDelimiter,
        DelimiterBehavior.MergedWithNext => segments[index - 1].IsDelimiter && !segments[index].IsDelimiter,
        _ => false,
    };

    /// <summary>A delimiter, or what is between two.</summary>
    internal readonly record struct Segment(int Start, int End, bool IsDelimiter);
}
