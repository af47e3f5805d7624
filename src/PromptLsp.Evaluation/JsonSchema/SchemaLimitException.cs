namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>A validation that was stopped at a limit; the message names it.</summary>
public sealed class SchemaLimitException(string message) : Exception(message);
