using PromptLsp.Models.Tokenization.Patterns;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the key <c>pattern</c>: <c>{"String": …}</c> or <c>{"Regex": …}</c>.</summary>
internal static class PatternReader
{
    private const int LongestPattern = 16_384;

    /// <summary>Reads.</summary>
    /// <exception cref="Loading.ModelFormatException">It is broken or uses what is not supported.</exception>
    public static ITextPattern Read(TokenizerPart part)
    {
        var pattern = part.Child("pattern");
        if (pattern.Find("String")?.AsText() is { } literal)
        {
            return literal.Length > 0 ? new LiteralPattern(literal) : throw pattern.Wrong("is empty.");
        }

        var regex = pattern.Child("Regex");
        try
        {
            return regex.AsText().Length <= LongestPattern
                ? new CodePointPattern(regex.AsText())
                : throw regex.Wrong($"is longer than {LongestPattern} characters.");
        }
        catch (PatternSyntaxException exception)
        {
            throw regex.Wrong($"is a regular expression that is not supported: {exception.Message}.");
        }
    }
}
