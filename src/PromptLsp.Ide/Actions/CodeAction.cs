using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Actions;

/// <summary>What an action is for.</summary>
public enum CodeActionKind
{
    /// <summary>It repairs what a diagnostic tells.</summary>
    QuickFix,

    /// <summary>It improves what is no mistake.</summary>
    Refactor,

    /// <summary>It repairs everything of a kind in the document.</summary>
    FixAll,
}

/// <summary>A change that the editor offers.</summary>
/// <param name="Title">What it does, as shown in the menu.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Edits">Edits of the document it was asked for, in ascending order, none overlapping another.</param>
public sealed record CodeAction(string Title, CodeActionKind Kind, ImmutableArray<TextEdit> Edits)
{
    /// <summary>The findings it repairs; empty where it repairs none.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>True where it is right beyond doubt.</summary>
    public bool IsPreferred { get; init; }
}
