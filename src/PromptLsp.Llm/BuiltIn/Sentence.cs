namespace PromptLsp.Llm.BuiltIn;

/// <summary>A piece of documentation that makes sense alone: a sentence, a list item, a row of a table, or a whole fenced block.</summary>
/// <param name="Text">The text, white space between words made single except in a fenced block.</param>
/// <param name="Heading">The nearest heading above it; empty where there is none.</param>
/// <param name="IsFenced">True for a fenced block, which stands on lines of its own.</param>
internal sealed record Sentence(string Text, string Heading, bool IsFenced = false);
