namespace PromptLsp.Core.Recognition;

/// <summary>Numbers in groups: cards, social security numbers and telephones. A candidate is a run of digits with single separators between them.</summary>
internal static class NumberDetector
{
    private const int Longest = 40;

    public static void Scan(ReadOnlySpan<char> text, List<RecognizedEntity> found)
    {
        for (var index = 0; index < text.Length;)
        {
            if (!char.IsAsciiDigit(text[index]) && text[index] is not ('+' or '('))
            {
                index++;
                continue;
            }

            var end = End(text, index);
            if (end - index <= Longest && TextScan.IsWordStart(text, index) && IsFree(text, index, end))
            {
                Classify(text, index, end, found);
            }

            index = Math.Max(end, index + 1);
        }
    }

    /// <summary>The end of the last digit of the run.</summary>
    private static int End(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        var separators = 0;
        for (var index = start; index < text.Length; index++)
        {
            if (char.IsAsciiDigit(text[index]))
            {
                (end, separators) = (index + 1, 0);
            }
            else if (!IsSeparator(text[index]) || (index > start && ++separators > 2))
            {
                break;
            }
        }

        return end;
    }

    private static bool IsSeparator(char character) => character is ' ' or '-' or '.' or '(' or ')' or '+' or '\u00A0' or '/' or '\u2011';

    // A letter, a sign of money or a decimal behind or before the run makes it something else.
    private static bool IsFree(ReadOnlySpan<char> text, int start, int end)
    {
        var isBehindFree = TextScan.IsWordEnd(text, end) || IsExtension(text[end..]);
        var isPartOfNumber = start > 1 && text[start - 1] is ('.' or ',') && char.IsAsciiDigit(text[start - 2]);
        var isBeforeFree = start == 0 || (!isPartOfNumber && text[start - 1] is not ('$' or '€' or '£' or '-' or '/' or '#'));
        var isDecimal = end + 1 < text.Length && text[end] == ',' && char.IsAsciiDigit(text[end + 1]);
        return isBehindFree && isBeforeFree && !isDecimal;
    }

    private static bool IsExtension(ReadOnlySpan<char> rest) => rest.Length > 1 && rest[0] is 'x' or 'X' && char.IsAsciiDigit(rest[1]);

    private static void Classify(ReadOnlySpan<char> text, int start, int end, List<RecognizedEntity> found)
    {
        Span<char> digits = stackalloc char[Longest];
        var run = text[start..end];
        var count = Digits(run, digits);
        if (CardNumber.NetworkOf(run, digits[..count]) is { } network)
        {
            found.Add(new RecognizedEntity(EntityKind.CreditCard, start, end, network, CardNumber.IsForTests(digits[..count])));
        }
        else if (UsSocialSecurity.IsNumber(run))
        {
            found.Add(new RecognizedEntity(EntityKind.UsSsn, start, end, ""));
        }
        else if (PhoneNumber.IsNumber(run, digits[..count], text[Math.Max(0, start - PhoneNumber.ContextLength)..start]))
        {
            found.Add(new RecognizedEntity(EntityKind.Phone, start, PhoneNumber.EndWithExtension(text, end), "", PhoneNumber.IsFictional(digits[..count])));
        }
    }

    private static int Digits(ReadOnlySpan<char> run, Span<char> digits)
    {
        var count = 0;
        foreach (var character in run)
        {
            if (char.IsAsciiDigit(character))
            {
                digits[count++] = character;
            }
        }

        return count;
    }
}
