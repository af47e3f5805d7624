namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>Something that is looked for in a text. Immutable; safe for concurrent callers.</summary>
internal interface ITextPattern
{
    /// <summary>Calls for each match in order; they do not overlap and are not empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="take">Takes start and end.</param>
    void ForEachMatch(ReadOnlySpan<char> text, Action<int, int> take);
}
