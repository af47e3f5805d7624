namespace PromptLsp.Core.Retrieval;

/// <summary>Searches the indexes of a workspace. Safe for concurrent callers.</summary>
public interface IRetriever
{
    /// <summary>The <paramref name="topK"/> best passages of <paramref name="index"/> for <paramref name="query"/>, best first.</summary>
    /// <exception cref="RetrievalException">The index is not configured or not built, or was built with another model.</exception>
    Task<IReadOnlyList<RetrievedPassage>> SearchAsync(string index, string query, int topK, CancellationToken cancellationToken);
}

/// <summary>A search that cannot be made; the message says what to do next.</summary>
public sealed class RetrievalException(string message, Exception? innerException = null) : Exception(message, innerException);
