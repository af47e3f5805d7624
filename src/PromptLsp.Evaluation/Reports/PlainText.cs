using System.Text;

namespace PromptLsp.Evaluation.Reports;

/// <summary>Text that came from a model, made harmless for terminals and for XML.</summary>
internal static class PlainText
{
    /// <summary>The text without control characters other than tab and line breaks, and without halves of surrogate pairs: each becomes U+FFFD.</summary>
    public static string Of(string text)
    {
        var at = FirstBad(text, 0);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text);
        for (; at >= 0; at = FirstBad(text, at + 1))
        {
            result[at] = '\uFFFD';
        }

        return result.ToString();
    }

    private static int FirstBad(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r')))
            {
                return i;
            }
        }

        return -1;
    }
}
