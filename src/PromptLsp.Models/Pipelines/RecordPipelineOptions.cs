using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>How a record pipeline reads and what it tells on the way.</summary>
public sealed record RecordPipelineOptions
{
    /// <summary>What the lines are.</summary>
    public RecordFormat Format { get; init; }

    /// <summary>True where a JSON line may hold a second text under <c>pair</c>.</summary>
    public bool TakesPairs { get; init; }

    /// <summary>Number of the first record: several inputs are numbered through by the count of the ones before.</summary>
    public long FirstIndex { get; init; }

    /// <summary>Called for each text that is cut, before its line is written; the index is that of the record.</summary>
    public Action<TruncatedText>? OnTruncated { get; init; }

    /// <summary>Called with what is done so far whenever some lines were written.</summary>
    public Action<RecordSummary>? OnProgress { get; init; }
}

/// <summary>What a record pipeline did.</summary>
/// <param name="Records">Lines written.</param>
/// <param name="Errors">Those of them that hold an error.</param>
/// <param name="Truncated">Texts that were cut.</param>
/// <param name="Tokens">Tokens computed, special tokens counted.</param>
public sealed record RecordSummary(long Records, long Errors, long Truncated, long Tokens)
{
    /// <summary>Nothing.</summary>
    public static RecordSummary Empty { get; } = new(0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public RecordSummary Plus(RecordSummary other) =>
        new(Records + other.Records, Errors + other.Errors, Truncated + other.Truncated, Tokens + other.Tokens);
}
