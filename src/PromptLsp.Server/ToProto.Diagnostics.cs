using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server;

internal static partial class ToProto
{
    /// <summary>A finding.</summary>
    public static Diagnostic Diagnostic(RequestDocument document, ClientProfile client, Syntax.Diagnostics.Diagnostic finding) => new()
    {
        Range = document.RangeOf(finding.Span),
        Severity = Severity(finding.Severity),
        Code = finding.Code,
        Source = "promptlsp",
        Message = finding.Message,
        Tags = finding.IsUnnecessary && client.TakesDiagnosticTags ? [DiagnosticTag.Unnecessary] : null,
    };

    /// <summary>A severity.</summary>
    public static DiagnosticSeverity Severity(Syntax.Diagnostics.DiagnosticSeverity severity) => severity switch
    {
        Syntax.Diagnostics.DiagnosticSeverity.Error => DiagnosticSeverity.Error,
        Syntax.Diagnostics.DiagnosticSeverity.Warning => DiagnosticSeverity.Warning,
        Syntax.Diagnostics.DiagnosticSeverity.Information => DiagnosticSeverity.Information,
        Syntax.Diagnostics.DiagnosticSeverity.Hint => DiagnosticSeverity.Hint,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "The protocol has no such severity."),
    };
}
