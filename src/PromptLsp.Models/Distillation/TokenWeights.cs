using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Distillation;

/// <summary>
/// Weights of tokens by how common they are: a / (a + p), p by Zipf's law from the rank (model2vec; Arora et al. 2017). The order of the vocabulary is the
/// rank, ASCII pieces before all others: ids 999 to 1995 of BERT's are single characters of all scripts, which would make "the" look rare.
/// </summary>
internal static class TokenWeights
{
    private const double Smoothing = 1e-4;

    /// <summary>Numbers of the tokens that get a vector: no special and no unused ones.</summary>
    public static int[] Kept(WordPieceTokenizer tokenizer) =>
        [.. Enumerable.Range(0, tokenizer.VocabularySize).Where(id => tokenizer.PieceOf(id) is { } piece && !(piece.StartsWith('[') && piece.EndsWith(']') && piece.Length > 2))];

    /// <summary>The weight of each kept token, in the order of <paramref name="kept"/>.</summary>
    public static double[] Of(WordPieceTokenizer tokenizer, int[] kept)
    {
        var isAscii = kept.Select(id => System.Text.Ascii.IsValid(tokenizer.PieceOf(id)!)).ToArray();
        var order = Enumerable.Range(0, kept.Length).OrderBy(place => isAscii[place] ? 0 : 1).ToArray();
        var total = Enumerable.Range(0, kept.Length).Sum(rank => 1.0 / (rank + 2));
        var weights = new double[kept.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var probability = 1.0 / (rank + 2) / total;
            weights[order[rank]] = Smoothing / (Smoothing + probability);
        }

        return weights;
    }
}
