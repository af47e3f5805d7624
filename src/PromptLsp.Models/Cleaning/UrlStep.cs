using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Cleaning;

/// <summary>Web addresses: what begins with <c>http://</c>, <c>https://</c>, <c>ftp://</c> or <c>www.</c> up to white space, a quote or an angle bracket, less punctuation at its end.</summary>
/// <param name="replacement">What takes their place.</param>
internal sealed class UrlStep(string replacement) : ITextNormalizer
{
    private static readonly string[] _beginnings = ["http://", "https://", "ftp://", "www."];

    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        var span = text.Span;
        var copied = 0;
        for (var start = 0; start < span.Length; start++)
        {
            if ((start > 0 && char.IsLetterOrDigit(span[start - 1])) || !Begins(span[start..]))
            {
                continue;
            }

            var end = EndOf(span, start);
            builder.Read(text, copied);
            builder.Copy(start - copied);
            builder.AppendAs(replacement, start);
            copied = end;
            start = end - 1;
        }

        builder.Read(text, copied);
        builder.Copy(span.Length - copied);
        return builder.Build();
    }

    private static bool Begins(ReadOnlySpan<char> rest)
    {
        foreach (var beginning in _beginnings)
        {
            if (rest.Length > beginning.Length && rest.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && char.IsLetterOrDigit(rest[beginning.Length]))
            {
                return true;
            }
        }

        return false;
    }

    private static int EndOf(ReadOnlySpan<char> span, int start)
    {
        var end = start;
        while (end < span.Length && !char.IsWhiteSpace(span[end]) && span[end] is not ('<' or '>' or '"'))
        {
            end++;
        }

        while (span[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'')
        {
            end--;
        }

        return end;
    }
}
