using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Diagnostics;

/// <summary>A repair: edits of the same document, in ascending order, none overlapping another.</summary>
/// <param name="Title">What it does, as shown in the editor's menu.</param>
/// <param name="Edits">The edits.</param>
/// <param name="IsPreferred">True where it is right beyond doubt: <c>check --fix</c> applies these.</param>
public sealed record DiagnosticFix(string Title, ImmutableArray<TextEdit> Edits, bool IsPreferred = false);
