namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>A text that is looked for as it is.</summary>
/// <param name="literal">Not empty.</param>
internal sealed class LiteralPattern(string literal) : ITextPattern
{
    /// <inheritdoc/>
    public void ForEachMatch(ReadOnlySpan<char> text, Action<int, int> take)
    {
        for (int from = 0, found; (found = text[from..].IndexOf(literal, StringComparison.Ordinal)) >= 0; from += found + literal.Length)
        {
            take(from + found, from + found + literal.Length);
        }
    }
}
