namespace PromptLsp.Core.Recognition;

/// <summary>Social security numbers of the United States as they are written: <c>ddd-dd-dddd</c>, or with spaces.</summary>
internal static class UsSocialSecurity
{
    private const int Length = 11;

    /// <summary>True where the form fits and the number can be given out: no area 000, 666 or from 900, no group 00, no serial 0000.</summary>
    public static bool IsNumber(ReadOnlySpan<char> run)
    {
        if (run.Length != Length || run[3] != run[6] || run[3] is not ('-' or ' ') || !AreDigits(run[..3]) || !AreDigits(run[4..6]) || !AreDigits(run[7..]))
        {
            return false;
        }

        return int.Parse(run[..3]) is > 0 and < 900 and not 666 && int.Parse(run[4..6]) > 0 && int.Parse(run[7..]) > 0;
    }

    private static bool AreDigits(ReadOnlySpan<char> part) => !part.ContainsAnyExceptInRange('0', '9');
}
