using System.Globalization;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// Counts a text of any length as it is read. Exact: a piece is counted once it is certain where it ends. Memory is bounded by the longest piece
/// (a run of letters, say, without a break), not by the text.
/// </summary>
public static class StreamedTokenCount
{
    /// <summary>Longest piece where the caller sets no other limit, in UTF-16 code units.</summary>
    public const int DefaultMaxPieceLength = 64 * 1024 * 1024;

    private const int FirstLength = 256 * 1024;

    /// <summary>Number of tokens of all that <paramref name="reader"/> gives.</summary>
    /// <param name="reader">The text; read to its end, not closed.</param>
    /// <param name="counter">The tokenizer.</param>
    /// <param name="maxPieceLength">Longest piece that is held, in UTF-16 code units; 1 or more.</param>
    /// <param name="cancellationToken">Checked at each buffer.</param>
    /// <exception cref="InvalidDataException">A piece is longer than <paramref name="maxPieceLength"/>.</exception>
    public static async Task<long> CountAsync(
        TextReader reader, IPieceTokenCounter counter, int maxPieceLength = DefaultMaxPieceLength, CancellationToken cancellationToken = default)
    {
        var buffer = new char[Math.Min(FirstLength, maxPieceLength)];
        var (tokens, held) = (0L, 0);
        while (true)
        {
            held += await reader.ReadBlockAsync(buffer.AsMemory(held), cancellationToken);
            if (held < buffer.Length)
            {
                return tokens + counter.Count(buffer.AsSpan(0, held));
            }

            tokens += CountCertain(buffer, counter, out var length);
            buffer.AsSpan(length).CopyTo(buffer);
            held -= length;
            if (length == 0)
            {
                buffer = Grown(buffer, maxPieceLength);
            }
        }
    }

    /// <summary>The tokens of the pieces that no text behind the buffer can change, and their length.</summary>
    private static int CountCertain(ReadOnlySpan<char> text, IPieceTokenCounter counter, out int length)
    {
        var tokens = 0;
        length = 0;
        while (length < text.Length && counter.NextPiece(text, length) is var piece && piece.ReadEnd <= text.Length)
        {
            tokens += counter.CountPiece(text[length..piece.End]);
            length = piece.End;
        }

        return tokens;
    }

    private static char[] Grown(char[] buffer, int maxLength)
    {
        if (buffer.Length >= maxLength)
        {
            var limit = maxLength.ToString("N0", CultureInfo.InvariantCulture);
            throw new InvalidDataException($"it holds a run of more than {limit} characters that cannot be cut into pieces: it is no text, or needs line breaks.");
        }

        Array.Resize(ref buffer, Math.Min(maxLength, buffer.Length * 2));
        return buffer;
    }
}
