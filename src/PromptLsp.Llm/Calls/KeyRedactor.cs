using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace PromptLsp.Llm.Calls;

/// <summary>Takes keys out of text that came from outside: as they are, and as JSON, URLs and basic authentication write them.</summary>
internal sealed partial class KeyRedactor
{
    /// <summary>What stands in a key's place.</summary>
    public const string Mark = "[key removed]";

    private readonly string[] _keys;
    private readonly string[] _secrets;

    /// <summary>Makes one for <paramref name="keys"/>.</summary>
    public KeyRedactor(IEnumerable<string> keys)
    {
        _keys = [.. keys.Where(key => key.Length > 0)];
        _secrets = [.. _keys.SelectMany(FormsOf).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
    }

    /// <summary>One that knows no keys.</summary>
    public static KeyRedactor None { get; } = new([]);

    /// <summary>True where it was made for these very keys.</summary>
    public bool Covers(IEnumerable<string> keys) => _keys.SequenceEqual(keys.Where(key => key.Length > 0), StringComparer.Ordinal);

    /// <summary><paramref name="text"/> without keys, and without whatever follows the word <c>Bearer</c>.</summary>
    public string Redact(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mark, StringComparison.OrdinalIgnoreCase);
        }

        return BearerToken().Replace(text, "$1" + Mark);
    }

    /// <summary>
    /// The same on one line, control characters shown as spaces, and no longer than <paramref name="length"/> characters; what is too long loses its end,
    /// or its beginning where <paramref name="keepEnd"/> says so.
    /// </summary>
    public string Excerpt(string text, int length, bool keepEnd = false)
    {
        var line = WhiteSpace().Replace(Redact(text), " ").Trim();
        if (line.Length <= length)
        {
            return line;
        }

        return keepEnd ? "…" + line[^length..] : line[..length] + "…";
    }

    private static IEnumerable<string> FormsOf(string key)
    {
        yield return key;
        yield return Uri.EscapeDataString(key);
        yield return JavaScriptEncoder.Default.Encode(key);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(key);
        yield return key.Replace("/", "\\/", StringComparison.Ordinal);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes("Bearer " + key));
    }

    [GeneratedRegex(@"(\bBearer\s+)(?!\[key removed\])[^\s""'<>,;]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
