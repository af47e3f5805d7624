namespace PromptLsp.Core.Classification;

/// <summary>Gives classifiers by name; each is loaded at its first use and shared. Owns them. Safe for concurrent callers.</summary>
public interface IClassifierProvider
{
    /// <summary>The text classifier of a model.</summary>
    /// <param name="model">Name of a local model, or a folder that holds one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ClassifierException">There is no such model, it cannot be loaded, or it classifies no texts.</exception>
    Task<ITextClassifier> GetTextClassifierAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>The token classifier of a model.</summary>
    /// <param name="model">Name of a local model, or a folder that holds one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ClassifierException">There is no such model, it cannot be loaded, or it finds no entities.</exception>
    Task<ITokenClassifier> GetTokenClassifierAsync(string model, CancellationToken cancellationToken = default);
}

/// <summary>A classifier that cannot be used; the message says why and what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class ClassifierException(string message, Exception? innerException = null) : Exception(message, innerException);
