using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Navigation;

/// <summary>A place in a file of the workspace.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Span">The text there.</param>
public sealed record FileSpan(string Path, TextSpan Span);

/// <summary>Where something is declared.</summary>
/// <param name="Origin">The text in the asking document that leads there.</param>
/// <param name="Path">Absolute path of the file that holds the declaration.</param>
/// <param name="Span">The whole declaration.</param>
/// <param name="NameSpan">The name in it.</param>
public sealed record NavigationTarget(TextSpan Origin, string Path, TextSpan Span, TextSpan NameSpan);
