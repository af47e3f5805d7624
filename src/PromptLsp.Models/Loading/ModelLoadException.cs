namespace PromptLsp.Models.Loading;

/// <summary>A local model that cannot be used. The message says what is wrong, where, and what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public abstract class ModelLoadException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>No model of that name, or no such folder.</summary>
/// <param name="message">The whole message.</param>
public sealed class ModelNotFoundException(string message) : ModelLoadException(message);

/// <summary>A file that the model needs is not there or cannot be opened.</summary>
/// <param name="path">The file.</param>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class ModelFileMissingException(string path, string message, Exception? innerException = null)
    : ModelLoadException(message, innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}

/// <summary>A file is not the one that the manifest names: cut short, altered, or a placeholder of a version control system.</summary>
/// <param name="path">The file.</param>
/// <param name="message">The whole message.</param>
public sealed class ModelFileDamagedException(string path, string message) : ModelLoadException(message)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}

/// <summary>A file that cannot be read as what it should be, or is of a kind that is not supported.</summary>
/// <param name="path">The file.</param>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class ModelFormatException(string path, string message, Exception? innerException = null)
    : ModelLoadException(message, innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
