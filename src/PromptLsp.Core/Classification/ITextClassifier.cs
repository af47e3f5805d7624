namespace PromptLsp.Core.Classification;

/// <summary>Gives texts a label. Safe for concurrent callers; whoever made it disposes of it where it needs that.</summary>
public interface ITextClassifier
{
    /// <summary>The model's name.</summary>
    string Id { get; }

    /// <summary>The labels it knows, in the order of its scores.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Classifies texts. The answer for a text does not depend on the other ones.</summary>
    /// <param name="inputs">Any number of texts.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One answer a text, in their order.</returns>
    Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default);
}
