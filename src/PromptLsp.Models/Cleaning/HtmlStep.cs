using System.Net;
using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Cleaning;

/// <summary>
/// Takes HTML away: a tag or comment becomes a space, with what is inside <c>script</c> and <c>style</c>; a character reference becomes its character. What is
/// never closed, and <c>&lt;</c> before anything but a name, is text.
/// </summary>
internal sealed class HtmlStep : ITextNormalizer
{
    private const int LongestReference = 32;

    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        var span = text.Span;
        var copied = 0;
        var isClosed = true;
        for (var start = 0; start < span.Length; start++)
        {
            var (length, replacement) = span[start] switch
            {
                '<' when isClosed && IsTag(span[start..]) => (TagLength(span[start..]), " "),
                '&' => Reference(span[start..]),
                _ => (0, ""),
            };
            if (length <= 0)
            {
                // No bracket closes behind this one, so none closes behind a later one: the text is looked through once.
                isClosed &= length == 0;
                continue;
            }

            builder.Read(text, copied);
            builder.Copy(start - copied);
            builder.AppendAs(replacement, start);
            copied = start + length;
            start = copied - 1;
        }

        builder.Read(text, copied);
        builder.Copy(span.Length - copied);
        return builder.Build();
    }

    private static bool IsTag(ReadOnlySpan<char> rest) => rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?');

    /// <summary>Code units up to the end of a tag, comment, script or style; -1 where no bracket closes it.</summary>
    private static int TagLength(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>') + 1;
        if (end == 0)
        {
            return -1;
        }

        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            return Behind(rest, "-->", end);
        }

        return IsNamed(rest, "script") ? Behind(rest, "</script>", end)
            : IsNamed(rest, "style") ? Behind(rest, "</style>", end)
            : end;
    }

    private static bool IsNamed(ReadOnlySpan<char> rest, string name) =>
        rest.Length > name.Length + 1 && rest[1..].StartsWith(name, StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(rest[name.Length + 1]);

    /// <summary>Behind the closing text; where it never comes, the rest of the text, as browsers read it.</summary>
    private static int Behind(ReadOnlySpan<char> rest, string closing, int from)
    {
        var start = closing == "-->" ? 4 : from;
        var index = start <= rest.Length ? rest[start..].IndexOf(closing, StringComparison.OrdinalIgnoreCase) : -1;
        return index < 0 ? rest.Length : start + index + closing.Length;
    }

    private static (int Length, string Replacement) Reference(ReadOnlySpan<char> rest)
    {
        var end = rest[1..Math.Min(rest.Length, LongestReference)].IndexOfAny(";& ") + 2;
        if (end < 4 || rest[end - 1] != ';')
        {
            return (0, "");
        }

        var reference = rest[..end].ToString();
        var decoded = WebUtility.HtmlDecode(reference);
        return decoded == reference ? (0, "") : (end, decoded);
    }
}
