using PromptLsp.Protocol.Generated;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server;

/// <summary>The border on the way out: our words as the editor wants them. With <see cref="FromProto"/> the only place that knows position encodings.</summary>
internal static partial class ToProto
{
    /// <summary>The name of an encoding.</summary>
    public static PositionEncodingKind Encoding(PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf8 => PositionEncodingKind.UTF8,
        PositionEncoding.Utf32 => PositionEncodingKind.UTF32,
        _ => PositionEncodingKind.UTF16,
    };

    /// <summary>The position of an offset; one inside a surrogate pair or between CR and LF means the place before.</summary>
    public static Position Position(SourceText text, int offset, PositionEncoding encoding)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        var line = text.Lines.LineOf(offset);
        var span = text.Lines.SpanOf(line);
        var before = text.Text.AsSpan(span.Start, Math.Min(offset, span.End) - span.Start);
        if (before.Length > 0 && char.IsHighSurrogate(before[^1]) && offset < span.End && char.IsLowSurrogate(text.Text[offset]))
        {
            before = before[..^1];
        }

        return new Position { Line = (uint)line, Character = CodeToUnits(before, encoding) };
    }

    /// <summary>The range of a span.</summary>
    public static Protocol.Generated.Range Range(SourceText text, TextSpan span, PositionEncoding encoding) =>
        new() { Start = Position(text, span.Start, encoding), End = Position(text, span.End, encoding) };

    /// <summary>The <c>file:</c> URI of an absolute path; a document that is no file keeps its URI.</summary>
    public static string Uri(string path)
    {
        if (!FromProto.IsFile(path))
        {
            return path;
        }

        var escaped = string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));
        return (path.StartsWith('/') ? "file://" : "file:///") + escaped;
    }

    private static uint CodeToUnits(ReadOnlySpan<char> text, PositionEncoding encoding)
    {
        switch (encoding)
        {
            case PositionEncoding.Utf8:
                return (uint)System.Text.Encoding.UTF8.GetByteCount(text);
            case PositionEncoding.Utf16:
                return (uint)text.Length;
            default:
                var count = 0u;
                foreach (var _ in text.EnumerateRunes())
                {
                    count++;
                }

                return count;
        }
    }
}
