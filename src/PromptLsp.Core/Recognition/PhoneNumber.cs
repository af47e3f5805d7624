namespace PromptLsp.Core.Recognition;

/// <summary>
/// Telephone numbers: international ones (E.164: + or 00, 8 to 15 digits), the groupings of North America, national ones in groups that begin with 0, and any
/// number of 7 to 12 digits behind a word such as phone or call.
/// </summary>
internal static class PhoneNumber
{
    /// <summary>How much text before a number is searched for a word that names it.</summary>
    public const int ContextLength = 40;

    private const int MaxExtension = 6;

    private static readonly string[] _words = ["phone", "call", "tel", "mobile", "cell", "fax", "whatsapp", "dial", "sms", "contact", "reach", "ring", "hotline"];

    /// <summary>True for a number that is written or named as one.</summary>
    /// <param name="run">As written, from the first digit, + or ( to the last digit.</param>
    /// <param name="digits">Its digits.</param>
    /// <param name="before">The text before it.</param>
    public static bool IsNumber(ReadOnlySpan<char> run, ReadOnlySpan<char> digits, ReadOnlySpan<char> before)
    {
        if (digits.Length is < 7 or > 15 || IsDate(run) || run.Contains('/'))
        {
            return false;
        }

        if (run[0] == '+')
        {
            return digits.Length >= 8;
        }

        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            return digits[2] != '0' && digits.Length >= 11 && run.Length > digits.Length;
        }

        return IsNorthAmerican(run, digits) || IsNational(run, digits) || (digits.Length <= 12 && HasWord(before));
    }

    /// <summary>The numbers 555-0100 to 555-0199 belong to nobody.</summary>
    public static bool IsFictional(ReadOnlySpan<char> digits) => digits.Length >= 7 && digits[^7..^2] is "55501";

    /// <summary>The end of the number with an extension such as <c>x123</c>.</summary>
    public static int EndWithExtension(ReadOnlySpan<char> text, int end)
    {
        if (end + 1 >= text.Length || text[end] is not ('x' or 'X') || !char.IsAsciiDigit(text[end + 1]))
        {
            return end;
        }

        var last = end + 1;
        while (last < text.Length && last - end <= MaxExtension && char.IsAsciiDigit(text[last]))
        {
            last++;
        }

        return last;
    }

    // (ddd) ddd-dddd, ddd-ddd-dddd, 1-ddd-ddd-dddd; area and exchange do not begin with 0 or 1, but made-up ones of forms do.
    private static bool IsNorthAmerican(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (10 or 11) || (digits.Length == 11 && digits[0] != '1') || run.Length < digits.Length + 2)
        {
            return false;
        }

        Span<int> groups = stackalloc int[6];
        return Groups(run, groups) switch
        {
            3 => groups[0] == 3 && groups[1] == 3 && groups[2] == 4,
            4 => groups[0] == 1 && groups[1] == 3 && groups[2] == 3 && groups[3] == 4,
            _ => false,
        };
    }

    private static bool IsNational(ReadOnlySpan<char> run, ReadOnlySpan<char> digits)
    {
        Span<int> groups = stackalloc int[6];
        var count = Groups(run, groups);
        return digits[0] == '0' && digits.Length is >= 9 and <= 12 && (count is >= 3 and <= 6 || (count == 2 && digits.Length >= 10));
    }

    private static int Groups(ReadOnlySpan<char> run, Span<int> lengths)
    {
        var count = 0;
        var wasDigit = false;
        foreach (var character in run)
        {
            var isDigit = char.IsAsciiDigit(character);
            if (isDigit && !wasDigit && ++count > lengths.Length)
            {
                return count;
            }

            if (isDigit)
            {
                lengths[count - 1]++;
            }

            wasDigit = isDigit;
        }

        return count;
    }

    private static bool IsDate(ReadOnlySpan<char> run) =>
        run.Length >= 10 && run[4] is '-' or '.' && run[7] == run[4] && (run[..4].StartsWith("19", StringComparison.Ordinal) || run[..4].StartsWith("20", StringComparison.Ordinal));

    private static bool HasWord(ReadOnlySpan<char> before)
    {
        foreach (var word in _words)
        {
            if (before.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
