using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>What a record pipeline does with the texts it has read.</summary>
public interface IRecordProcessor
{
    /// <summary>Answers some texts.</summary>
    /// <param name="inputs">Any number, none too.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken);
}

/// <summary>The answers to some texts.</summary>
public interface IRecordAnswers
{
    /// <summary>Tokens computed, special tokens counted.</summary>
    long Tokens { get; }

    /// <summary>Answers that hold an <c>error</c>.</summary>
    int Errors => 0;

    /// <summary>Texts of which only the beginning counts, by index.</summary>
    IReadOnlyList<TruncatedText> Truncated { get; }

    /// <summary>Writes the properties of one answer into an object that is open and already holds its <c>index</c>.</summary>
    /// <param name="index">Number of the text.</param>
    /// <param name="writer">The object.</param>
    void Write(int index, Utf8JsonWriter writer);
}
