using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Lenses;

/// <summary>A line that the editor shows above a text.</summary>
/// <param name="Span">What it belongs to.</param>
/// <param name="Title">The line.</param>
/// <param name="Command">What a click on it does; null where it only tells something.</param>
public sealed record CodeLens(TextSpan Span, string Title, EditorCommand? Command);

/// <summary>A command of the server.</summary>
/// <param name="Name">One of <see cref="EditorCommands"/>.</param>
/// <param name="Paths">Its arguments, all of them absolute paths of files.</param>
public sealed record EditorCommand(string Name, ImmutableArray<string> Paths);

/// <summary>The names of the server's commands. Each takes the path of a document.</summary>
public static class EditorCommands
{
    /// <summary>Renders the prompt.</summary>
    public const string Render = "promptlsp.render";

    /// <summary>Renders the prompt and calls its model.</summary>
    public const string Run = "promptlsp.run";

    /// <summary>Runs the suite, or the suites that name the prompt.</summary>
    public const string Evaluate = "promptlsp.eval";
}
