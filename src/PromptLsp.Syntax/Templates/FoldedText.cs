using System.Collections.Immutable;
using System.Text;

namespace PromptLsp.Syntax.Templates;

/// <summary>
/// A template whose long stretches of literal text are folded: a few characters stand for each, so that Scriban, which looks at every character,
/// reads what tags and the text beside them need and no more. Offsets of the folded text are told as offsets of the whole.
/// </summary>
/// <remarks>
/// What Scriban makes of literal text depends on where it begins and ends, on the white space at both ends and on the first and last line break
/// in it (white-space marks such as <c>-</c> and <c>~</c> cut there). Around these places the text is kept as it is.
/// </remarks>
internal sealed class FoldedText
{
    /// <summary>Stands for folded text that is no white space; of the private use area.</summary>
    public const char Filler = '\uE001';

    private const int Kept = 8;
    private const int ShortestFold = 64;
    private const string TextFold = "\uE001\uE001\uE001\uE001";
    private const string SpaceFold = "    ";

    private readonly StringBuilder _folded = new();
    private readonly string _whole;

    /// <summary>Of each fold: its start in the folded text, and by how much the text behind it moves when it is unfolded.</summary>
    private readonly List<(int Start, int ShiftBehind)> _folds = [];
    private readonly int _start;
    private int _copied;

    private FoldedText(string whole, int start)
    {
        _whole = whole;
        _start = start;
        _copied = start;
    }

    /// <summary>The folded text; it begins where the template does.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Folds the literal text of a template.</summary>
    /// <param name="whole">The document.</param>
    /// <param name="start">Where its template begins.</param>
    /// <param name="tags">The tags that Scriban will see, in order.</param>
    /// <returns>The folded text; null where nothing can be folded.</returns>
    public static FoldedText? Fold(string whole, int start, IEnumerable<TemplateTag> tags)
    {
        // To Scriban's lexer a NUL is the end of the text, wherever it stands.
        if (whole.AsSpan(start).Contains('\0'))
        {
            return null;
        }

        var folded = new FoldedText(whole, start);
        var literal = start;
        foreach (var tag in tags)
        {
            folded.FoldLiteral(literal, tag.Span.Start);
            literal = tag.Span.End;
        }

        folded.FoldLiteral(literal, whole.Length);
        if (folded._folds.Count == 0)
        {
            return null;
        }

        folded.CopyTo(whole.Length);
        folded.Text = folded._folded.ToString();
        return folded;
    }

    /// <summary>The offset in the document; null for one within a fold. Negative offsets stand for no place and stay.</summary>
    public int? ToWhole(int offset)
    {
        if (offset < 0)
        {
            return offset;
        }

        var (low, high) = (0, _folds.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _folds[middle].Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? offset + _start
            : offset >= _folds[low - 1].Start + TextFold.Length ? offset + _folds[low - 1].ShiftBehind
            : null;
    }

    private void FoldLiteral(int start, int end)
    {
        if (end - start < ShortestFold)
        {
            return;
        }

        var text = _whole.AsSpan(start, end - start);
        var leading = start + text.Length - text.TrimStart().Length;
        var trailing = start + text.TrimEnd().Length;
        Span<int> places = stackalloc int[6];
        var count = Places(start, Math.Min(leading, end), Math.Max(trailing, start), end, places);
        places[..count].Sort();
        for (var i = 1; i < count; i++)
        {
            var (from, to) = (places[i - 1] + Kept, places[i] - Kept);
            if (to - from >= ShortestFold / 2)
            {
                AddFold(from, to, to <= leading || from >= trailing ? SpaceFold : TextFold);
            }
        }
    }

    /// <summary>The places around which the literal text is kept.</summary>
    private int Places(int start, int leading, int trailing, int end, Span<int> places)
    {
        var count = 0;
        places[count++] = start;
        places[count++] = end;
        places[count++] = leading;
        places[count++] = trailing;
        // Behind a tag only LF is a line break to Scriban, before one a lone CR as well.
        var first = _whole.AsSpan(start, leading - start).IndexOf('\n');
        if (first >= 0)
        {
            places[count++] = start + first;
        }

        var trailingStart = leading == end ? start : trailing;
        var last = _whole.AsSpan(trailingStart, end - trailingStart).LastIndexOfAny('\r', '\n');
        if (last >= 0)
        {
            places[count++] = trailingStart + last;
        }

        return count;
    }

    private void AddFold(int from, int to, string fold)
    {
        CopyTo(from);
        _folds.Add((_folded.Length, to - (_folded.Length + fold.Length)));
        _folded.Append(fold);
        _copied = to;
    }

    private void CopyTo(int end)
    {
        _folded.Append(_whole, _copied, end - _copied);
        _copied = end;
    }
}
