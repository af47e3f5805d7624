namespace PromptLsp.Evaluation.JavaScript;

/// <summary>A pattern that is no regular expression of JavaScript; the message says why.</summary>
public sealed class JsRegexSyntaxException(string message) : Exception(message);
