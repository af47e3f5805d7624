namespace PromptLsp.Retrieval.Splitting;

/// <summary>
/// Cuts a text at the best separator that it holds, pieces that are still too long at the next one, and joins neighbours up to the chunk size.
/// </summary>
/// <remarks>
/// The method and its border cases are those of RecursiveCharacterTextSplitter of langchain-text-splitters with <c>keep_separator="start"</c>:
/// its chunks come out the same, text for text. Positions are true ones, where langchain searches for the text again and may find another
/// place. The length of a chunk is the sum of its pieces' lengths.
/// </remarks>
public sealed class RecursiveSplitter
{
    private readonly string _text;
    private readonly SplitterOptions _options;
    private readonly Func<int, int, int> _length;
    private readonly List<TextRange> _chunks = [];
    private readonly CancellationToken _cancellationToken;

    private RecursiveSplitter(string text, SplitterOptions options, Func<int, int, int> length, CancellationToken cancellationToken)
    {
        _text = text;
        _options = options;
        _length = length;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The chunks of <paramref name="text"/>, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How to cut.</param>
    /// <param name="length">The length of the part of the text from a start to an end, such as <see cref="TextLengths"/> gives it.</param>
    /// <param name="cancellationToken">Checked at each piece.</param>
    public static IReadOnlyList<TextRange> Split(
        string text, SplitterOptions options, Func<int, int, int> length, CancellationToken cancellationToken)
    {
        var splitter = new RecursiveSplitter(text, options, length, cancellationToken);
        splitter.Split(new TextRange(0, text.Length), firstSeparator: 0);
        return splitter._chunks;
    }

    private void Split(TextRange part, int firstSeparator)
    {
        var (separator, next) = ChooseSeparator(part, firstSeparator);
        var pending = new List<(TextRange Range, int Length)>();
        foreach (var piece in Pieces(part, separator))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var length = _length(piece.Start, piece.End);
            if (length < _options.ChunkSize)
            {
                pending.Add((piece, length));
                continue;
            }

            Merge(pending);
            pending.Clear();
            if (next < _options.Separators.Length)
            {
                Split(piece, next);
            }
            else
            {
                _chunks.Add(piece);
            }
        }

        Merge(pending);
    }

    /// <summary>The first separator that the part holds, and where to go on in the list; the last one where it holds none.</summary>
    private (string Separator, int Next) ChooseSeparator(TextRange part, int first)
    {
        var separators = _options.Separators;
        var text = _text.AsSpan(part.Start, part.End - part.Start);
        for (var i = first; i < separators.Length; i++)
        {
            if (separators[i].Length == 0)
            {
                return (separators[i], separators.Length);
            }

            if (text.Contains(separators[i], StringComparison.Ordinal))
            {
                return (separators[i], i + 1);
            }
        }

        return (separators[^1], separators.Length);
    }

    private IEnumerable<TextRange> Pieces(TextRange part, string separator)
    {
        for (var start = part.Start; start < part.End;)
        {
            var end = separator.Length == 0 ? CodePointEnd(start, part.End) : NextSeparator(start, part.End, separator);
            yield return new TextRange(start, end);
            start = end;
        }
    }

    private int CodePointEnd(int start, int limit) =>
        start + 1 < limit && char.IsSurrogatePair(_text[start], _text[start + 1]) ? start + 2 : start + 1;

    private int NextSeparator(int start, int limit, string separator)
    {
        // A separator at the very start opens this piece: the next one counts.
        var from = _text.AsSpan(start, limit - start).StartsWith(separator, StringComparison.Ordinal) ? start + separator.Length : start;
        var found = _text.AsSpan(from, limit - from).IndexOf(separator, StringComparison.Ordinal);
        return found < 0 ? limit : from + found;
    }

    private void Merge(List<(TextRange Range, int Length)> pieces)
    {
        var (first, total) = (0, 0);
        for (var i = 0; i < pieces.Count; i++)
        {
            var length = pieces[i].Length;
            if (total + length > _options.ChunkSize && i > first)
            {
                Emit(pieces[first].Range.Start, pieces[i - 1].Range.End);
                while (total > _options.Overlap || (total + length > _options.ChunkSize && total > 0))
                {
                    total -= pieces[first++].Length;
                }
            }

            total += length;
        }

        if (first < pieces.Count)
        {
            Emit(pieces[first].Range.Start, pieces[^1].Range.End);
        }
    }

    private void Emit(int start, int end)
    {
        if (_options.StripWhiteSpace)
        {
            while (start < end && IsWhiteSpace(_text[start]))
            {
                start++;
            }

            while (end > start && IsWhiteSpace(_text[end - 1]))
            {
                end--;
            }
        }

        if (end > start)
        {
            _chunks.Add(new TextRange(start, end));
        }
    }

    // As Python's str.strip, which counts the four information separators as white space.
    private static bool IsWhiteSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';
}
