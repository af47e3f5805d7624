namespace PromptLsp.Core.Classification;

/// <summary>Finds what texts name: persons, places, addresses. Safe for concurrent callers; whoever made it disposes of it where it needs that.</summary>
public interface ITokenClassifier
{
    /// <summary>The model's name.</summary>
    string Id { get; }

    /// <summary>The kinds it knows, without <c>B-</c> and <c>I-</c>.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Finds the entities of texts. The answer for a text does not depend on the other ones.</summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>For each text its entities by their start; they do not overlap.</returns>
    Task<IReadOnlyList<IReadOnlyList<EntitySpan>>> FindAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default);
}
