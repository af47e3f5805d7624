using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PromptLsp.Core.Recognition;

/// <summary>Keys and tokens by the prefixes of their providers, JSON web tokens by their header, private keys by their armour.</summary>
internal static class SecretDetector
{
    private const int FewestDifferent = 8;
    private const int MaxToken = 4096;
    private const int MaxKey = 16_384;
    private const string KeyBegin = "-----BEGIN ";
    private const string KeyKind = "PRIVATE KEY-----";

    private static readonly SearchValues<string> _prefixes =
        SearchValues.Create([.. SecretPattern.All.Select(pattern => pattern.Prefix).Distinct(), "eyJ", KeyBegin], StringComparison.Ordinal);

    private static readonly SearchValues<char> _token = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.");

    public static void Scan(ReadOnlySpan<char> text, List<RecognizedEntity> found)
    {
        for (var offset = 0; offset < text.Length;)
        {
            var next = text[offset..].IndexOfAny(_prefixes);
            if (next < 0)
            {
                return;
            }

            offset += next;
            var entity = At(text, offset);
            if (entity is { } secret)
            {
                found.Add(secret);
            }

            offset = entity?.End ?? offset + 1;
        }
    }

    private static RecognizedEntity? At(ReadOnlySpan<char> text, int start)
    {
        if (text[start..].StartsWith(KeyBegin, StringComparison.Ordinal))
        {
            return PrivateKey(text, start);
        }

        if (!TextScan.IsWordStart(text, start))
        {
            return null;
        }

        if (text[start..].StartsWith("eyJ", StringComparison.Ordinal))
        {
            return WebToken(text, start);
        }

        foreach (var pattern in SecretPattern.All)
        {
            if (text[start..].StartsWith(pattern.Prefix, StringComparison.Ordinal) && Key(text, start, pattern) is { } key)
            {
                return key;
            }
        }

        return null;
    }

    private static RecognizedEntity? Key(ReadOnlySpan<char> text, int start, SecretPattern pattern)
    {
        var bodyStart = start + pattern.Prefix.Length;
        var end = TextScan.EndOfRun(text, bodyStart, pattern.Body, pattern.Most + 1);
        while (end > bodyStart && text[end - 1] is '-' or '.')
        {
            end--;
        }

        var length = end - bodyStart;
        var fits = length >= pattern.Least && length <= pattern.Most && TextScan.IsWordEnd(text, end) && IsRandom(text[bodyStart..end]);
        return fits ? new RecognizedEntity(EntityKind.ApiKey, start, end, pattern.Provider) : null;
    }

    // A placeholder such as sk-your-key-here-xxxxxxxx has few different characters, or no digit.
    private static bool IsRandom(ReadOnlySpan<char> body)
    {
        Span<bool> seen = stackalloc bool[128];
        var different = 0;
        foreach (var character in body)
        {
            different += seen[character] ? 0 : 1;
            seen[character] = true;
        }

        return different >= FewestDifferent && body.ContainsAnyInRange('0', '9');
    }

    private static RecognizedEntity? WebToken(ReadOnlySpan<char> text, int start)
    {
        var end = TextScan.EndOfRun(text, start, _token, MaxToken);
        var token = text[start..end].TrimEnd('.');
        var first = token.IndexOf('.');
        var isToken = token.Count('.') == 2 && first > 0 && IsHeader(token[..first]);
        return isToken ? new RecognizedEntity(EntityKind.JsonWebToken, start, start + token.Length, "") : null;
    }

    private static bool IsHeader(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        return Base64Url.DecodeFromChars(encoded, bytes, out _, out var written) == OperationStatus.Done
            && Encoding.UTF8.GetString(bytes, 0, written) is var header && header.StartsWith('{') && header.Contains("\"alg\"", StringComparison.Ordinal);
    }

    private static RecognizedEntity? PrivateKey(ReadOnlySpan<char> text, int start)
    {
        var window = text.Slice(start, Math.Min(MaxKey, text.Length - start));
        var kind = window[..Math.Min(window.Length, 64)].IndexOf(KeyKind, StringComparison.Ordinal);
        if (kind < 0)
        {
            return null;
        }

        var close = window[(kind + KeyKind.Length)..].IndexOf(KeyKind, StringComparison.Ordinal);
        var end = close < 0 ? kind + KeyKind.Length : kind + KeyKind.Length + close + KeyKind.Length;
        return new RecognizedEntity(EntityKind.PrivateKey, start, start + end, "");
    }
}
