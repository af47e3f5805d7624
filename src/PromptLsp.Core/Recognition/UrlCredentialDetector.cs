using System.Buffers;

namespace PromptLsp.Core.Recognition;

/// <summary>URLs that carry a password: <c>scheme://user:password@host</c>.</summary>
internal static class UrlCredentialDetector
{
    private const int MaxScheme = 24;
    private const int MaxAuthority = 512;

    private static readonly SearchValues<char> _scheme = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+.-");
    private static readonly SearchValues<char> _authorityEnd = SearchValues.Create(" \t\r\n\"'<>`/\\?#,;)]}");

    public static void Scan(ReadOnlySpan<char> text, List<RecognizedEntity> found)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var next = text[offset..].IndexOf("://", StringComparison.Ordinal);
            if (next < 0)
            {
                return;
            }

            var start = TextScan.StartOfRun(text, offset + next, _scheme, MaxScheme);
            offset += next + 3;
            var window = text.Slice(offset, Math.Min(MaxAuthority, text.Length - offset));
            var end = window.IndexOfAny(_authorityEnd);
            var authority = end < 0 ? window : window[..end];
            if (HasPassword(authority) && start < offset - 3)
            {
                found.Add(new RecognizedEntity(EntityKind.UrlCredentials, start, offset + authority.Length, "", HasPlaceholder(authority)));
            }
        }
    }

    private static bool HasPassword(ReadOnlySpan<char> authority)
    {
        var at = authority.LastIndexOf('@');
        var colon = authority.IndexOf(':');
        return colon >= 0 && colon + 1 < at && at + 1 < authority.Length;
    }

    private static bool HasPlaceholder(ReadOnlySpan<char> authority)
    {
        var at = authority.LastIndexOf('@');
        var password = authority[(authority.IndexOf(':') + 1)..at];
        var host = authority[(at + 1)..];
        var port = host.IndexOf(':');
        return password[0] is '$' or '{' or '<' or '%' or '*' || ReservedNames.IsReserved(port < 0 ? host : host[..port]);
    }
}
