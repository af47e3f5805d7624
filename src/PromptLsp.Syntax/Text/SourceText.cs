using System.Text;

namespace PromptLsp.Syntax.Text;

/// <summary>An immutable document: its text without byte order mark, and what is needed to give the very bytes back.</summary>
public sealed class SourceText
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private LineIndex? _lines;

    private SourceText(string text, bool hasByteOrderMark, bool hasInvalidBytes)
    {
        Text = text;
        HasByteOrderMark = hasByteOrderMark;
        HasInvalidBytes = hasInvalidBytes;
    }

    /// <summary>The text, without byte order mark.</summary>
    public string Text { get; }

    /// <summary>True where the file began with a UTF-8 byte order mark.</summary>
    public bool HasByteOrderMark { get; }

    /// <summary>True where bytes were no UTF-8: they stand as U+FFFD and <see cref="ToBytes"/> cannot give them back.</summary>
    public bool HasInvalidBytes { get; }

    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => Text.Length;

    /// <summary>The lines, indexed at the first use.</summary>
    public LineIndex Lines => _lines ??= new LineIndex(Text);

    /// <summary>A document held in memory.</summary>
    public static SourceText From(string text) => new(text, hasByteOrderMark: false, hasInvalidBytes: false);

    /// <summary>Decodes UTF-8 bytes, with or without byte order mark.</summary>
    public static SourceText FromBytes(ReadOnlySpan<byte> bytes)
    {
        var mark = bytes.StartsWith("\uFEFF"u8);
        var content = mark ? bytes[3..] : bytes;
        try
        {
            return new SourceText(_strict.GetString(content), mark, hasInvalidBytes: false);
        }
        catch (DecoderFallbackException)
        {
            return new SourceText(Encoding.UTF8.GetString(content), mark, hasInvalidBytes: true);
        }
    }

    /// <summary>The document as UTF-8, with its byte order mark where it had one.</summary>
    public byte[] ToBytes()
    {
        var body = Encoding.UTF8.GetBytes(Text);
        return HasByteOrderMark ? [.. "\uFEFF"u8, .. body] : body;
    }

    /// <summary>The document with <paramref name="span"/> replaced by <paramref name="newText"/>.</summary>
    public SourceText WithChange(TextSpan span, string newText)
    {
        var text = string.Concat(Text.AsSpan(0, span.Start), newText, Text.AsSpan(span.End));
        return new SourceText(text, HasByteOrderMark, HasInvalidBytes) { _lines = _lines?.WithChange(span, text) };
    }

    /// <summary>The text under <paramref name="span"/>.</summary>
    public string Slice(TextSpan span) => Text.Substring(span.Start, span.Length);

    /// <summary>The position of <paramref name="offset"/>.</summary>
    public LinePosition PositionOf(int offset) => Lines.PositionOf(offset);
}
