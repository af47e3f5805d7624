using System.Text;
using PromptLsp.Protocol.Generated;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server;

/// <summary>The border on the way in: what the editor says, in our words. With <see cref="ToProto"/> the only place that knows position encodings.</summary>
internal static class FromProto
{
    /// <summary>The encoding to use: the first of the editor's list that we know; UTF-16, which every editor must know, where there is none.</summary>
    public static PositionEncoding Encoding(IReadOnlyList<PositionEncodingKind>? offered)
    {
        foreach (var kind in offered ?? [])
        {
            if (kind == PositionEncodingKind.UTF8)
            {
                return PositionEncoding.Utf8;
            }

            if (kind == PositionEncodingKind.UTF16)
            {
                return PositionEncoding.Utf16;
            }

            if (kind == PositionEncodingKind.UTF32)
            {
                return PositionEncoding.Utf32;
            }
        }

        return PositionEncoding.Utf16;
    }

    /// <summary>
    /// The offset of a position. As the protocol wants it, a character past the line means the line's end, and a line past the text its end;
    /// a position inside a character means its start.
    /// </summary>
    public static int Offset(SourceText text, Position position, PositionEncoding encoding)
    {
        if (position.Line >= (uint)text.Lines.Count)
        {
            return text.Length;
        }

        var span = text.Lines.SpanOf((int)position.Line);
        return span.Start + UnitsToCode(text.Text.AsSpan(span.Start, span.Length), position.Character, encoding);
    }

    /// <summary>The span of a range; ends that are swapped are put right.</summary>
    public static TextSpan Span(SourceText text, Protocol.Generated.Range range, PositionEncoding encoding)
    {
        var start = Offset(text, range.Start, encoding);
        var end = Offset(text, range.End, encoding);
        return start <= end ? new TextSpan(start, end) : new TextSpan(end, start);
    }

    /// <summary>The absolute path with forward slashes of a <c>file:</c> URI; any other URI as it is.</summary>
    public static string Path(string uri)
    {
        const string scheme = "file://";
        if (!uri.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return uri;
        }

        var end = uri.AsSpan().IndexOfAny('?', '#');
        var rest = end < 0 ? uri[scheme.Length..] : uri[scheme.Length..end];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return uri;
        }

        var path = Uri.UnescapeDataString(rest[slash..]);
        if (OperatingSystem.IsWindows())
        {
            return WindowsPath(rest[..slash], path);
        }

        return path.Contains('\0', StringComparison.Ordinal) ? uri : System.IO.Path.GetFullPath(path);
    }

    /// <summary>The root of a folder, given by its URI or, as old editors do, by its path: no slash at its end.</summary>
    public static string Folder(string uriOrPath)
    {
        var path = Path(uriOrPath).Replace('\\', '/');
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    /// <summary>The text after the editor's changes, each of which counts its positions in the text that the one before it left.</summary>
    public static SourceText Apply(SourceText text, IEnumerable<TextDocumentContentChangeEvent> changes, PositionEncoding encoding)
    {
        foreach (var change in changes)
        {
            text = change.Value switch
            {
                TextDocumentContentChangePartial partial => text.WithChange(Span(text, partial.Range, encoding), partial.Text),
                TextDocumentContentChangeWholeDocument whole => SourceText.From(whole.Text),
                var other => throw new InvalidOperationException($"A change of type {other.GetType().Name} is not known."),
            };
        }

        return text;
    }

    /// <summary>True for the path of a file, false for the URI of a document that is none.</summary>
    public static bool IsFile(string path) => path.StartsWith('/') || (path is [var drive, ':', '/', ..] && char.IsAsciiLetter(drive));

    /// <summary>The folder that the server was started in, as a path of ours.</summary>
    public static string WorkingFolder() => Environment.CurrentDirectory.Replace('\\', '/');

    private static string WindowsPath(string host, string path)
    {
        if (host.Length > 0)
        {
            return $"//{host}{path}";
        }

        return path is ['/', var drive, ':', ..] && char.IsAsciiLetter(drive) ? char.ToUpperInvariant(drive) + path[2..] : path;
    }

    private static int UnitsToCode(ReadOnlySpan<char> line, uint units, PositionEncoding encoding)
    {
        if (encoding == PositionEncoding.Utf16)
        {
            var code = (int)Math.Min(units, (uint)line.Length);
            return code > 0 && code < line.Length && char.IsLowSurrogate(line[code]) && char.IsHighSurrogate(line[code - 1]) ? code - 1 : code;
        }

        var offset = 0;
        var counted = 0u;
        while (offset < line.Length)
        {
            // Half a surrogate pair counts as the U+FFFD that it is sent as.
            Rune.DecodeFromUtf16(line[offset..], out var rune, out var length);
            counted += encoding == PositionEncoding.Utf8 ? (uint)rune.Utf8SequenceLength : 1u;
            if (counted > units)
            {
                break;
            }

            offset += length;
        }

        return offset;
    }
}
