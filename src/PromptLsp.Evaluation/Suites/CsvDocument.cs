using System.Collections.Immutable;
using System.Text;

namespace PromptLsp.Evaluation.Suites;

/// <summary>One cell.</summary>
/// <param name="Text">Its text, quotes resolved.</param>
/// <param name="Start">Where it begins in the file, UTF-16 code units.</param>
internal readonly record struct CsvCell(string Text, int Start);

/// <summary>Something wrong in a CSV file.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Message">For people.</param>
internal sealed record CsvProblem(int Offset, string Message);

/// <summary>
/// Comma-separated values by RFC 4180: quotes, doubled quotes, line breaks within quotes, LF, CRLF or CR. As usual in the wild a quote within an
/// unquoted cell is a character like any other. Lines without a character are left out.
/// </summary>
/// <param name="Records">The records, the header included.</param>
/// <param name="Problems">What is wrong; reading ends at the first.</param>
internal sealed record CsvDocument(ImmutableArray<ImmutableArray<CsvCell>> Records, ImmutableArray<CsvProblem> Problems)
{
    /// <summary>Reads a text without byte order mark.</summary>
    public static CsvDocument Parse(string text, char delimiter = ',')
    {
        var records = ImmutableArray.CreateBuilder<ImmutableArray<CsvCell>>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is '\r' or '\n')
            {
                at++;
                continue;
            }

            var (record, end, problem) = ReadRecord(text, at, delimiter);
            if (problem is not null)
            {
                return new CsvDocument(records.ToImmutable(), [problem]);
            }

            records.Add(record);
            at = end;
        }

        return new CsvDocument(records.ToImmutable(), []);
    }

    /// <summary>Writes a cell so that <see cref="Parse"/> gives it back.</summary>
    public static string Escape(string text, char delimiter = ',') =>
        text.Length == 0 || text.AsSpan().IndexOfAny(['"', '\r', '\n', delimiter]) >= 0 || text[0] is ' ' || text[^1] is ' '
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private static (ImmutableArray<CsvCell> Record, int End, CsvProblem? Problem) ReadRecord(string text, int at, char delimiter)
    {
        var cells = ImmutableArray.CreateBuilder<CsvCell>();
        while (true)
        {
            var start = at;
            string value;
            if (at < text.Length && text[at] == '"')
            {
                (value, at, var problem) = ReadQuoted(text, at, delimiter);
                if (problem is not null)
                {
                    return ([], at, problem);
                }
            }
            else
            {
                var length = text.AsSpan(at).IndexOfAny('\r', '\n', delimiter);
                at = length < 0 ? text.Length : at + length;
                value = text[start..at];
            }

            cells.Add(new CsvCell(value, start));
            if (at >= text.Length || text[at] != delimiter)
            {
                return (cells.ToImmutable(), SkipBreak(text, at), null);
            }

            at++;
        }
    }

    private static int SkipBreak(string text, int at)
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        return at < text.Length && text[at] == '\n' ? at + 1 : at;
    }

    private static (string Text, int End, CsvProblem? Problem) ReadQuoted(string text, int start, char delimiter)
    {
        var value = new StringBuilder();
        var at = start + 1;
        while (true)
        {
            var length = text.AsSpan(at).IndexOf('"');
            if (length < 0)
            {
                return ("", text.Length, new CsvProblem(start, "A quoted cell begins here and is never closed. Add the closing double quote."));
            }

            value.Append(text, at, length);
            at += length + 1;
            if (at < text.Length && text[at] == '"')
            {
                value.Append('"');
                at++;
                continue;
            }

            return at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n')
                ? ("", at, new CsvProblem(at, "Text follows the closing quote of a cell. Double the quotes within a quoted cell."))
                : (value.ToString(), at, null);
        }
    }
}
