namespace PromptLsp.Models.Loading;

/// <summary>A model cannot be fetched or put in its place. The message says what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class ModelInstallException(string message, Exception? innerException = null) : ModelLoadException(message, innerException);
