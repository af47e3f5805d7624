namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>Hangul syllables by arithmetic (Unicode, section 3.12).</summary>
internal static class Hangul
{
    public const int First = 0xAC00;
    public const int Last = 0xD7A3;

    private const int Leading = 0x1100;
    private const int Vowel = 0x1161;
    private const int Trailing = 0x11A7;
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28;

    /// <summary>Appends the two or three jamo of a syllable.</summary>
    public static void Decompose(int syllable, List<int> output)
    {
        var index = syllable - First;
        output.Add(Leading + (index / (Vowels * Trailings)));
        output.Add(Vowel + (index % (Vowels * Trailings) / Trailings));
        if (index % Trailings != 0)
        {
            output.Add(Trailing + (index % Trailings));
        }
    }

    /// <summary>The syllable of two jamo, or of a syllable and a jamo; -1 where they make none.</summary>
    public static int Compose(int first, int second)
    {
        if (first is >= Leading and < Leading + Leadings && second is >= Vowel and < Vowel + Vowels)
        {
            return First + ((((first - Leading) * Vowels) + second - Vowel) * Trailings);
        }

        var isOpen = first is >= First and <= Last && (first - First) % Trailings == 0;
        return isOpen && second is > Trailing and < Trailing + Trailings ? first + second - Trailing : -1;
    }
}
