using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Templates;

/// <summary>
/// Finds the tags of a template by their brackets. It exists beside Scriban's lexer because that one reads an unclosed tag or string on into
/// the text behind it: here such a tag ends with its line, so that the rest of the file keeps its meaning while somebody types.
/// </summary>
internal sealed class TagScanner
{
    private readonly string _text;
    private readonly int _end;
    private readonly bool _isLiquid;
    private readonly ImmutableArray<TemplateTag>.Builder _tags = ImmutableArray.CreateBuilder<TemplateTag>();

    private TagScanner(string text, int end, TemplateLanguage language)
    {
        _text = text;
        _end = end;
        _isLiquid = language == TemplateLanguage.Liquid;
    }

    /// <summary>The tags of <paramref name="text"/> from <paramref name="start"/> on, in order.</summary>
    public static ImmutableArray<TemplateTag> Scan(string text, int start, TemplateLanguage language)
    {
        var scanner = new TagScanner(text, text.Length, language);
        for (var position = start; ;)
        {
            var open = text.IndexOf('{', position);
            if (open < 0)
            {
                return scanner._tags.ToImmutable();
            }

            position = scanner.TryReadTag(open) ?? open + 1;
        }
    }

    private char At(int index) => index < _end ? _text[index] : '\0';

    /// <summary>Reads the tag that opens at <paramref name="open"/>; gives the first offset behind it, or null where none opens.</summary>
    private int? TryReadTag(int open)
    {
        var next = At(open + 1);
        if (next == '%')
        {
            return _isLiquid ? ReadLiquidTag(open) : TryReadEscape(open);
        }

        return next == '{' ? Add(ReadCode(open, open + 2, "}}", TemplateTagKind.Code)) : null;
    }

    private int Add(TemplateTag tag)
    {
        _tags.Add(tag);
        return tag.Span.End;
    }

    /// <summary>Reads <c>{%{ … }%}</c>, with any number of percent signs.</summary>
    private int? TryReadEscape(int open)
    {
        var position = open + 1;
        while (At(position) == '%')
        {
            position++;
        }

        if (At(position) != '{')
        {
            return null;
        }

        var close = "}" + _text.Substring(open + 1, position - open - 1) + "}";
        return Add(ReadVerbatim(open, position + 1, close, TemplateTagKind.Verbatim));
    }

    private TemplateTag ReadVerbatim(int open, int contentStart, string close, TemplateTagKind kind)
    {
        var end = _text.IndexOf(close, contentStart, StringComparison.Ordinal);
        return end < 0
            ? new TemplateTag(kind, new TextSpan(open, LineEnd(contentStart)), new TextSpan(contentStart, LineEnd(contentStart)), IsClosed: false)
            : new TemplateTag(kind, new TextSpan(open, end + close.Length), new TextSpan(contentStart, end), IsClosed: true);
    }

    private int ReadLiquidTag(int open)
    {
        var tag = ReadCode(open, open + 2, "%}", TemplateTagKind.LiquidTag);
        var word = _text.AsSpan(tag.Code.Start, tag.Code.Length).Trim();
        if (!tag.IsClosed || word is not ("raw" or "comment"))
        {
            return Add(tag);
        }

        var kind = word is "raw" ? TemplateTagKind.Verbatim : TemplateTagKind.Comment;
        return Add(ReadLiquidBlock(tag, "end" + word.ToString(), kind));
    }

    private TemplateTag ReadLiquidBlock(TemplateTag opening, string endWord, TemplateTagKind kind)
    {
        for (var at = opening.Span.End; ; at++)
        {
            at = _text.IndexOf("{%", at, StringComparison.Ordinal);
            var close = at < 0 ? -1 : _text.IndexOf("%}", at, StringComparison.Ordinal);
            if (close < 0)
            {
                return opening with { Kind = kind, IsClosed = false };
            }

            if (_text.AsSpan(at + 2, close - at - 2).Trim('-').Trim().SequenceEqual(endWord))
            {
                return new TemplateTag(kind, new TextSpan(opening.Span.Start, close + 2), new TextSpan(opening.Span.End, at), IsClosed: true);
            }
        }
    }

    private TemplateTag ReadCode(int open, int codeStart, string close, TemplateTagKind kind)
    {
        if (At(codeStart) == '-' || (!_isLiquid && At(codeStart) == '~'))
        {
            codeStart++;
        }

        var depth = 0;
        for (var i = codeStart; i < _end;)
        {
            var c = _text[i];
            if (depth == 0 && c == close[0] && At(i + 1) == close[1])
            {
                return Closed(open, codeStart, i, kind);
            }

            if (c == '{' && At(i + 1) == '{' && depth == 0)
            {
                break;
            }

            switch (c)
            {
                case '{':
                    depth++;
                    i++;
                    break;
                case '}':
                    depth = Math.Max(0, depth - 1);
                    i++;
                    break;
                case '"' or '\'' or '`':
                    var stringEnd = StringEnd(i);
                    if (stringEnd < 0)
                    {
                        return UnterminatedString(open, codeStart, i, close, kind);
                    }

                    i = stringEnd;
                    break;
                case '#' when !_isLiquid:
                    i = CommentEnd(i);
                    break;
                default:
                    i++;
                    break;
            }
        }

        return Unclosed(open, codeStart, kind);
    }

    private TemplateTag Closed(int open, int codeStart, int close, TemplateTagKind kind)
    {
        var codeEnd = close;
        if (codeEnd > codeStart && (_text[codeEnd - 1] == '-' || (!_isLiquid && _text[codeEnd - 1] == '~')))
        {
            codeEnd--;
        }

        return new TemplateTag(kind, new TextSpan(open, close + 2), new TextSpan(codeStart, codeEnd), IsClosed: true);
    }

    private TemplateTag Unclosed(int open, int codeStart, TemplateTagKind kind)
    {
        var end = LineEnd(codeStart);
        var inner = _text.IndexOf("{{", codeStart, end - codeStart, StringComparison.Ordinal);
        end = inner >= 0 ? inner : end;
        return new TemplateTag(kind, new TextSpan(open, end), new TextSpan(Math.Min(codeStart, end), end), IsClosed: false);
    }

    /// <summary>A tag whose string never ends: it closes at its first closing bracket on the string's line, or with that line.</summary>
    private TemplateTag UnterminatedString(int open, int codeStart, int quote, string close, TemplateTagKind kind)
    {
        var lineEnd = LineEnd(quote);
        var at = _text.IndexOf(close, quote, lineEnd - quote, StringComparison.Ordinal);
        var tag = at < 0 ? new TemplateTag(kind, new TextSpan(open, lineEnd), new TextSpan(codeStart, lineEnd), IsClosed: false) : Closed(open, codeStart, at, kind);
        return tag with { UnterminatedString = quote };
    }

    /// <summary>The first offset behind the string that opens at <paramref name="quote"/>, or -1 where it has no end of its own.</summary>
    private int StringEnd(int quote)
    {
        var mark = _text[quote];
        var closesTag = false;
        for (var i = quote + 1; i < _end; i++)
        {
            var c = _text[i];
            if (c == mark)
            {
                return i + 1;
            }

            if (c == '\\' && mark != '`' && !_isLiquid)
            {
                i++;
            }
            else if ((c is '}' or '%') && At(i + 1) == '}')
            {
                closesTag = true;
            }
            else if (c == '\n' && closesTag)
            {
                // A string that holds the end of a tag and then the end of a line is one that somebody forgot to close.
                return -1;
            }
        }

        return -1;
    }

    private int CommentEnd(int hash)
    {
        var isMultiLine = At(hash + 1) == '#';
        for (var i = hash + (isMultiLine ? 2 : 1); i < _end; i++)
        {
            if (_text[i] == '}' && At(i + 1) == '}')
            {
                return i;
            }

            if (isMultiLine ? _text[i] == '#' && At(i + 1) == '#' : _text[i] == '\n')
            {
                return isMultiLine ? i + 2 : i;
            }
        }

        return _end;
    }

    private int LineEnd(int from)
    {
        var end = _text.AsSpan(Math.Min(from, _end)).IndexOfAny('\r', '\n');
        return end < 0 ? _end : Math.Min(from, _end) + end;
    }
}
