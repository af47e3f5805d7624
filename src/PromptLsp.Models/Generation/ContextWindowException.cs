namespace PromptLsp.Models.Generation;

/// <summary>A text does not fit into a model's context window, or there is none.</summary>
/// <param name="message">The whole message.</param>
public sealed class ContextWindowException(string message) : Exception(message);
