using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Reading;

/// <summary>Something wrong with a value that was read.</summary>
/// <param name="Pointer">Where it is in the value: a JSON pointer (RFC 6901).</param>
/// <param name="OnKey">True where it is about the property's name, not about its value.</param>
/// <param name="Code">One of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Message">For people.</param>
internal sealed record Problem(string Pointer, bool OnKey, string Code, DiagnosticSeverity Severity, string Message);

/// <summary>Collects problems.</summary>
internal sealed class ProblemList : List<Problem>
{
    /// <summary>True where one of them is an error.</summary>
    public bool HasErrors => Exists(problem => problem.Severity == DiagnosticSeverity.Error);

    /// <summary>Adds an error about a value.</summary>
    public void Error(string pointer, string code, string message, bool onKey = false) =>
        Add(new Problem(pointer, onKey, code, DiagnosticSeverity.Error, message));

    /// <summary>Adds a warning about a value.</summary>
    public void Warn(string pointer, string code, string message, bool onKey = false) =>
        Add(new Problem(pointer, onKey, code, DiagnosticSeverity.Warning, message));
}
