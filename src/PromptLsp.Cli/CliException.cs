namespace PromptLsp.Cli;

/// <summary>A command cannot go on; the message says why and what to do next.</summary>
/// <param name="exitCode">What the process ends with.</param>
/// <param name="message">For people.</param>
public sealed class CliException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
