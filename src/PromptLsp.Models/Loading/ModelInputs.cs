namespace PromptLsp.Models.Loading;

/// <summary>Names of the inputs of a graph, each int64 [batch, sequence].</summary>
/// <param name="Ids">Token numbers.</param>
/// <param name="AttentionMask">1 for a token, 0 for padding.</param>
/// <param name="TokenTypeIds">0, and 1 for the second text of a pair; given only where the graph has this input.</param>
public sealed record ModelInputs(string Ids, string AttentionMask, string TokenTypeIds)
{
    /// <summary>The names that exports use.</summary>
    public static ModelInputs Usual { get; } = new("input_ids", "attention_mask", "token_type_ids");
}
