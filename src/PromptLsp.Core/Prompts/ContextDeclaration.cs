using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>A <c>context:</c> entry: passages that are retrieved and stand in the template as a list.</summary>
/// <param name="Name">The template's variable.</param>
/// <param name="Index">The index that is asked.</param>
/// <param name="Query">What it is asked: a template over the inputs.</param>
/// <param name="TopK">How many passages are fetched.</param>
/// <param name="MaxTokens">How many tokens of them are kept; null where there is no limit.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Span">The whole entry.</param>
/// <param name="IndexSpan">Where the index is named.</param>
/// <param name="QuerySpan">Where the query's text stands, quotes included.</param>
public sealed record ContextDeclaration(
    string Name, string Index, string Query, int TopK, int? MaxTokens, TextSpan NameSpan, TextSpan Span, TextSpan IndexSpan, TextSpan QuerySpan)
{
    /// <summary>Number of passages where the declaration is silent.</summary>
    public const int DefaultTopK = 5;

    /// <summary>The properties of each passage in the template.</summary>
    public static IReadOnlyList<string> Properties { get; } = ["text", "source", "heading", "score", "id"];
}
