using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>How an embed pipeline reads.</summary>
public sealed record EmbedPipelineOptions
{
    /// <summary>What the lines are.</summary>
    public EmbedInputFormat Format { get; init; }

    /// <summary>Number of the first record: several inputs are numbered through by the count of the ones before.</summary>
    public long FirstIndex { get; init; }

    /// <summary>Called for each text that is cut, before its line is written; the index is that of the record.</summary>
    public Action<TruncatedText>? OnTruncated { get; init; }
}

/// <summary>What an embed pipeline did.</summary>
/// <param name="Records">Lines written.</param>
/// <param name="Errors">Those of them that hold an error.</param>
/// <param name="Truncated">Texts that were cut.</param>
/// <param name="Tokens">Tokens computed, special tokens counted.</param>
public sealed record EmbedSummary(long Records, long Errors, long Truncated, long Tokens);
