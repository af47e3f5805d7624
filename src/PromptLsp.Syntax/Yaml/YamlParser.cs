using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Yaml;

/// <summary>Reads YAML into a tree with spans.</summary>
/// <remarks>
/// After a syntax error the line it stands on is left out and the rest is read again, so that a half-typed line hides nothing else.
/// Aliases are resolved within limits; merge keys, tags other than <c>!!str</c> and keys that are no scalars are reported.
/// </remarks>
public static class YamlParser
{
    private const int MaxAttempts = 12;

    /// <summary>Parses one YAML document.</summary>
    /// <param name="text">The text that holds it.</param>
    /// <param name="start">Where the YAML begins in <paramref name="text"/>; spans are offsets in the whole text.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>The tree as far as it could be read, never an exception for bad input.</returns>
    public static YamlParseResult Parse(string text, int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, text.Length);
        var findings = new YamlFindings();
        var content = ReplaceNulls(text[start..end], start, findings);
        var readable = new YamlRecovery(content);
        YamlNode? root = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var builder = new YamlTreeBuilder(readable.Text, start, findings);
            var tree = builder.Build();
            root = attempt == 0 ? tree : YamlTreeMerge.Merge(root, tree);
            if (builder.Error is not { } error)
            {
                break;
            }

            if (readable.IsNews(error.Span.Start - start))
            {
                findings.Add(error);
            }

            if (!builder.CanRecover || !readable.LeaveOut(error.Span.Start - start))
            {
                break;
            }
        }

        return new YamlParseResult(root, [.. findings.InOrder]);
    }

    /// <summary>Parses a whole text.</summary>
    public static YamlParseResult Parse(string text) => Parse(text, 0, text.Length);

    /// <summary>The library takes a NUL for the end of the text: everything behind it would vanish without a word.</summary>
    private static string ReplaceNulls(string content, int start, YamlFindings findings)
    {
        var first = content.IndexOf('\0');
        if (first < 0)
        {
            return content;
        }

        findings.Add(new Diagnostic(
            DiagnosticCodes.YamlSyntax, DiagnosticSeverity.Error, TextSpan.FromLength(start + first, 1),
            "The character U+0000 cannot stand in YAML. Remove it."));
        return content.Replace('\0', ' ');
    }
}
