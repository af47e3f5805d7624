using System.Globalization;
using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts numbers (general category N) from what is around them.</summary>
/// <param name="isIndividual">True where each digit is a piece.</param>
internal sealed class DigitsPreTokenizer(bool isIndividual) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces) =>
        pieces.Split((text, start, parts) => DelimiterSplitter.Split(text, start, parts, IsNumber, isIndividual ? DelimiterBehavior.Isolated : DelimiterBehavior.Contiguous));

    private static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
