namespace PromptLsp.Models.Training;

/// <summary>A training cannot be done; the message says why, where, and what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class TrainingException(string message, Exception? innerException = null) : Exception(message, innerException);
