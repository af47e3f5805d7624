using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>Without its figures nothing can be said of a model's window and price; a misspelt name fails at the first call.</summary>
internal sealed class ModelRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var settings = context.Prompt.Definition.Model;
        if (settings.Id is not { } id || context.Snapshot.Catalogue.Find(id) is not null)
        {
            yield break;
        }

        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var provider = slash > 0 ? id[..slash] : "";
        var isKnownProvider = provider == "local" || context.Snapshot.Configuration.Providers.ContainsKey(provider);
        var suggestion = context.Snapshot.Catalogue.Suggest(id);
        var hint = suggestion is not null ? $"Did you mean `{suggestion.Word}`?"
            : slash <= 0 ? "Write `provider/model`, such as `openai/gpt-4o-mini`."
            : isKnownProvider ? "Give its figures under `models:` in promptlsp.yaml, so that its tokens and its window are known."
            : $"There is no provider `{provider}`: declare it under `providers:` in promptlsp.yaml.";
        yield return new Diagnostic(
            DiagnosticCodes.UnknownModel,
            isKnownProvider && suggestion is null ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning,
            settings.IdSpan,
            $"The model `{id}` is not known. {hint}")
        {
            Fixes = suggestion is null ? [] : [new DiagnosticFix($"Change to `{suggestion.Word}`", [new TextEdit(settings.IdSpan, suggestion.Word)])],
        };
    }
}
