using System.Buffers;

namespace PromptLsp.Core.Recognition;

/// <summary>Addresses: dot-atom before the @ (RFC 5321: 64 at most), a domain of two labels or more behind it (253 at most).</summary>
internal static class EmailDetector
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;

    private static readonly SearchValues<char> _local = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.!#$%&'*+/=?^_`{|}~-");
    private static readonly SearchValues<char> _domain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-");

    public static void Scan(ReadOnlySpan<char> text, List<RecognizedEntity> found)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var next = text[offset..].IndexOf('@');
            if (next < 0)
            {
                return;
            }

            var at = offset + next;
            offset = at + 1;
            var start = StartOfLocal(text, at);
            var end = EndOfDomain(text, offset);
            if (start < at && end > 0)
            {
                found.Add(new RecognizedEntity(EntityKind.Email, start, end, "", ReservedNames.IsReserved(text[offset..end])));
                offset = end;
            }
        }
    }

    private static int StartOfLocal(ReadOnlySpan<char> text, int at)
    {
        var start = TextScan.StartOfRun(text, at, _local, MaxLocal + 1);
        if (at - start > MaxLocal || at == start || text[at - 1] == '.' || text[start..at].Contains("..", StringComparison.Ordinal))
        {
            return at;
        }

        // Quotes, stars and slashes before an address belong to the text around it.
        while (start < at && !char.IsAsciiLetterOrDigit(text[start]) && text[start] != '_')
        {
            start++;
        }

        var equals = text[start..at].LastIndexOfAny('=', '\'', '`');
        return start + equals + 1;
    }

    private static int EndOfDomain(ReadOnlySpan<char> text, int start)
    {
        var end = TextScan.EndOfRun(text, start, _domain, MaxDomain + 1);
        while (end > start && text[end - 1] is '.' or '-')
        {
            end--;
        }

        var domain = text[start..end];
        var dot = domain.LastIndexOf('.');
        var isDomain = end - start <= MaxDomain && dot > 0 && domain.Length - dot > 2 && AreLettersOnly(domain[(dot + 1)..])
            && !domain.Contains("..", StringComparison.Ordinal) && char.IsAsciiLetterOrDigit(domain[0]);
        return isDomain ? end : 0;
    }

    private static bool AreLettersOnly(ReadOnlySpan<char> label) =>
        label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || !label.ContainsAnyExceptInRange('A', 'z');
}
