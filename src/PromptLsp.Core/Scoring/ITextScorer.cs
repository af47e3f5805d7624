namespace PromptLsp.Core.Scoring;

/// <summary>Local language models that say how probable a text is; each is loaded at its first use and shared. Safe for concurrent callers.</summary>
public interface ITextScorer
{
    /// <summary>exp of the mean negative log-probability of a text's tokens, the first one left out; null where the text has fewer than two.</summary>
    /// <param name="model">Name of a local model, or a folder that holds one.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the waiting and the computation.</param>
    /// <exception cref="TextScorerException">The model cannot be loaded or used, or the text is too long for it.</exception>
    Task<double?> PerplexityAsync(string model, string text, CancellationToken cancellationToken = default);
}

/// <summary>A text cannot be scored; the message says why and what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause.</param>
public sealed class TextScorerException(string message, Exception? innerException = null) : Exception(message, innerException);
