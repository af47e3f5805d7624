using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>Regular expressions with JavaScript's meaning. Safe for concurrent callers.</summary>
public static class JsRegex
{
    /// <summary>The time that one match may take.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    private const int CacheSize = 256;
    private static readonly ConcurrentDictionary<string, Regex> _cache = new(StringComparer.Ordinal);

    /// <summary>A regular expression of .NET that matches what <paramref name="pattern"/> matches in JavaScript without flags.</summary>
    /// <exception cref="JsRegexSyntaxException">JavaScript would refuse the pattern.</exception>
    /// <remarks>A match that takes longer than <see cref="MatchLimit"/> ends in a <see cref="RegexMatchTimeoutException"/>.</remarks>
    public static Regex Compile(string pattern)
    {
        if (_cache.TryGetValue(pattern, out var known))
        {
            return known;
        }

        var regex = new Regex(JsRegexTranslator.Translate(pattern), RegexOptions.CultureInvariant, MatchLimit);
        if (_cache.Count >= CacheSize)
        {
            _cache.Clear();
        }

        _cache[pattern] = regex;
        return regex;
    }

    /// <summary>Why JavaScript would refuse the pattern; null where it would not.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            Compile(pattern);
            return null;
        }
        catch (JsRegexSyntaxException error)
        {
            return error.Message;
        }
    }

    /// <summary>The text as a pattern that matches just it.</summary>
    public static string Escape(string text)
    {
        var result = new System.Text.StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            result.Append(c is '\\' or '^' or '$' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/' ? "\\" : "").Append(c);
        }

        return result.ToString();
    }
}
