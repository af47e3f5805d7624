using System.Security.Cryptography;
using System.Text.Json;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Diagnostics;

/// <summary>The findings in one document as the editor takes them.</summary>
internal static class DocumentDiagnostics
{
    /// <summary>Computes them.</summary>
    public static Diagnostic[] Of(RequestDocument document, SessionSnapshot snapshot, CancellationToken cancellationToken) =>
        [.. document.Workspace.GetDiagnostics(document.Path, cancellationToken).Select(finding => ToProto.Diagnostic(document, snapshot.Client, finding))];

    /// <summary>A name of their content: equal findings have equal names, so the server need not remember what it sent.</summary>
    public static string ResultId(Diagnostic[] diagnostics) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(diagnostics, ProtocolJson.Default.DiagnosticArray)).AsSpan(0, 8));
}
