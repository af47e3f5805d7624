namespace PromptLsp.Server.Commands;

/// <summary>The commands of <c>workspace/executeCommand</c>; each takes one argument, the URI of the document.</summary>
internal static class CommandNames
{
    /// <summary>Renders the prompt.</summary>
    public const string Render = "promptlsp.render";

    /// <summary>Renders the prompt and calls its model.</summary>
    public const string Run = "promptlsp.run";

    /// <summary>Runs the suite, or the suites that name the prompt.</summary>
    public const string Eval = "promptlsp.eval";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Render, Run, Eval];
}
