namespace PromptLsp.Models.Embeddings;

/// <summary>Embeddings of some texts.</summary>
/// <param name="Values">Row-major float32[<see cref="Count"/>, <see cref="Dimension"/>] in the order of the texts; rows have L2 norm 1 where the model says so.</param>
/// <param name="Dimension">Length of a row.</param>
/// <param name="TokenCount">Tokens that were computed, special tokens counted, padding not.</param>
/// <param name="Truncated">Texts of which only the beginning counts, in order.</param>
public sealed record TextEmbeddings(ReadOnlyMemory<float> Values, int Dimension, long TokenCount, IReadOnlyList<TruncatedText> Truncated)
{
    /// <summary>Number of texts.</summary>
    public int Count => Values.Length / Dimension;

    /// <summary>The embedding of one text.</summary>
    public ReadOnlyMemory<float> this[int index] => Values.Slice(index * Dimension, Dimension);
}

/// <summary>A text that is longer than the model takes: what is behind the maximum is not in its embedding.</summary>
/// <param name="Index">Number of the text in the input, from 0.</param>
/// <param name="TokenCount">Its tokens, special tokens counted.</param>
/// <param name="MaxTokens">What the model takes.</param>
public sealed record TruncatedText(long Index, int TokenCount, int MaxTokens)
{
    /// <summary>The warning in words.</summary>
    public override string ToString() =>
        $"text {Index} has {TokenCount} tokens, the model takes {MaxTokens}: the last {TokenCount - MaxTokens} are not in its embedding. Split it into shorter texts.";
}
