using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Recognition;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Suites;

/// <summary>
/// Finds secrets, personal data and what reads like a prompt injection in the values of rows. Values that are reserved for documentation are left alone. A
/// finding names the variable and the kind, never the value.
/// </summary>
internal sealed class RowScreening(IRowScreen? screen, List<SuiteDiagnostic> diagnostics)
{
    private const int MostFindings = 200;
    private int _findings;

    /// <summary>Looks at rows.</summary>
    public void Look(IEnumerable<TestDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LookAtRow(draft);
        }
    }

    private void LookAtRow(TestDraft draft)
    {
        foreach (var (name, value) in draft.Variables)
        {
            if (_findings < MostFindings && value.ValueKind == JsonValueKind.String)
            {
                LookAt(name, JsonTexts.StringOf(value), draft.Place);
            }
        }
    }

    private void LookAt(string name, string text, Place place)
    {
        var found = EntityRecognizer.Find(text).Where(entity => !entity.IsExample).ToList();
        if (found.Where(entity => EntityKinds.IsSecret(entity.Kind)).ToList() is { Count: > 0 } secrets)
        {
            Report(place, DiagnosticCodes.SecretInRow, DiagnosticSeverity.Warning,
                $"The value of {name} holds a secret ({Kinds(secrets)}), which goes to the model and into the results. Revoke it, and put a made-up one here.");
        }

        if (found.Where(entity => !EntityKinds.IsSecret(entity.Kind)).ToList() is { Count: > 0 } personal)
        {
            Report(place, DiagnosticCodes.PersonalDataInRow, DiagnosticSeverity.Information,
                $"The value of {name} holds personal data ({Kinds(personal)}). If it is real, put a made-up value here, such as an address at example.com.");
        }

        if (screen?.InjectionScore(text) is { } score)
        {
            Report(place, DiagnosticCodes.InjectionInRow, DiagnosticSeverity.Information,
                string.Create(CultureInfo.InvariantCulture, $"The value of {name} reads like a prompt injection ({score:0.00}). If that is what the row tests, all is well."));
        }
    }

    private static string Kinds(List<RecognizedEntity> entities) =>
        string.Join(", ", entities.Select(entity => entity.Detail.Length > 0 ? $"{EntityKinds.NameOf(entity.Kind)}, {entity.Detail}" : EntityKinds.NameOf(entity.Kind)).Distinct());

    private void Report(Place place, string code, DiagnosticSeverity severity, string message)
    {
        _findings++;
        diagnostics.Add(new SuiteDiagnostic(place.FilePath, place.Position, new Diagnostic(code, severity, place.Span, message)));
    }
}
