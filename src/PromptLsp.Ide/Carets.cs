using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide;

/// <summary>Places as editors give them.</summary>
internal static class Carets
{
    /// <summary>The place in the text that an offset means: its nearest end where it lies outside, the end of the line where it lies inside CRLF.</summary>
    public static int In(SourceText source, int offset)
    {
        offset = Math.Clamp(offset, 0, source.Length);
        return offset > 0 && offset < source.Length && source.Text[offset - 1] == '\r' && source.Text[offset] == '\n' ? offset - 1 : offset;
    }
}
