namespace PromptLsp.Models.Heads;

/// <summary>Which n-grams are hashed into how many buckets, as two of scikit-learn's <c>HashingVectorizer</c> side by side, each divided by its L2 norm.</summary>
/// <param name="ShortestWords">Fewest words of one, or 0 for no words.</param>
/// <param name="LongestWords">Most words of one.</param>
/// <param name="ShortestCharacters">Fewest characters within a word (its spaces counted), or 0 for none.</param>
/// <param name="LongestCharacters">Most characters.</param>
/// <param name="Buckets">Columns of each of the two parts.</param>
public sealed record NgramOptions(int ShortestWords, int LongestWords, int ShortestCharacters, int LongestCharacters, int Buckets)
{
    /// <summary>Words 1 to 2, characters 2 to 5, 2^16 buckets each.</summary>
    public static NgramOptions Usual { get; } = new(1, 2, 2, 5, 1 << 16);

    /// <summary>Columns of both parts together.</summary>
    public int Columns => 2 * Buckets;
}
