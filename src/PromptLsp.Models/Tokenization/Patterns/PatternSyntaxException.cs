namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>A regular expression that is broken or uses what is not supported.</summary>
/// <param name="message">What, and at which character.</param>
internal sealed class PatternSyntaxException(string message) : Exception(message);
