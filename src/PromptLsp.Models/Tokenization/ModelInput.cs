namespace PromptLsp.Models.Tokenization;

/// <summary>The token numbers that a model gets for one text or pair.</summary>
/// <param name="Ids">With special tokens, cut at the model's maximum.</param>
/// <param name="TokenCount">What it would be without the cut.</param>
public readonly record struct ModelInput(ReadOnlyMemory<int> Ids, int TokenCount)
{
    /// <summary>The segment of each token, 1 for the second text of a pair; empty where all are 0.</summary>
    public ReadOnlyMemory<int> TypeIds { get; init; }

    /// <summary>True where some of the text was cut away.</summary>
    public bool IsTruncated => TokenCount > Ids.Length;
}
