namespace PromptLsp.Models.ChatTemplates;

/// <summary>A chat template that cannot be used, or not for this conversation. The message names the file, line and column.</summary>
/// <param name="failure">Which kind.</param>
/// <param name="path">The template's file.</param>
/// <param name="line">1 for the first line.</param>
/// <param name="column">1 for the first UTF-16 code unit of the line.</param>
/// <param name="reason">What is wrong.</param>
public sealed class ChatTemplateException(ChatTemplateFailure failure, string path, int line, int column, string reason)
    : Exception($"{path}: chat template, line {line}, column {column}: {reason}")
{
    /// <summary>Which kind.</summary>
    public ChatTemplateFailure Failure { get; } = failure;

    /// <summary>The template's file.</summary>
    public string Path { get; } = path;

    /// <summary>1 for the first line.</summary>
    public int Line { get; } = line;

    /// <summary>1 for the first UTF-16 code unit of the line.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; } = reason;
}
