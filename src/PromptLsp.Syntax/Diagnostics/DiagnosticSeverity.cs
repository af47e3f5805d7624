namespace PromptLsp.Syntax.Diagnostics;

/// <summary>How grave a finding is; the numbers are those of LSP.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The prompt cannot be used as it is.</summary>
    Error = 1,

    /// <summary>Very likely a mistake.</summary>
    Warning = 2,

    /// <summary>Worth knowing.</summary>
    Information = 3,

    /// <summary>A suggestion.</summary>
    Hint = 4,
}
