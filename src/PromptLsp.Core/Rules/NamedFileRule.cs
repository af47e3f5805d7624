using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>Files and indexes that the front matter names must be there.</summary>
internal sealed class NamedFileRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var definition = context.Prompt.Definition;
        var files = definition.Output?.SchemaPath is { } schema
            ? definition.Tools.Add(new FileReference(schema, definition.Output.SchemaSpan))
            : definition.Tools;
        return files.Select(file => CheckFile(context, file))
            .Concat(definition.Contexts.Select(declaration => CheckIndex(context, declaration)))
            .OfType<Diagnostic>();
    }

    private static Diagnostic? CheckFile(RuleContext context, FileReference file)
    {
        var (status, path) = context.Snapshot.Files.Resolve(context.Prompt.Path, file.Path);
        if (status == FileReadStatus.OutsideWorkspace)
        {
            return new Diagnostic(
                DiagnosticCodes.FileNotFound, DiagnosticSeverity.Error, file.Span, $"`{file.Path}` lies outside the workspace. Files are read from inside it only.");
        }

        return context.Snapshot.Files.Read(path).Text is null
            ? new Diagnostic(DiagnosticCodes.FileNotFound, DiagnosticSeverity.Error, file.Span, $"There is no file `{file.Path}` beside this prompt.")
            : null;
    }

    private static Diagnostic? CheckIndex(RuleContext context, ContextDeclaration declaration)
    {
        var known = context.Snapshot.Configuration.Indexes.Keys;
        if (declaration.Index.Length == 0 || known.Contains(declaration.Index))
        {
            return null;
        }

        var suggestion = EditDistance.Closest(declaration.Index, known);
        var hint = suggestion is null ? "Declare it under `indexes:` in promptlsp.yaml." : $"Did you mean `{suggestion.Word}`?";
        return new Diagnostic(
            DiagnosticCodes.UnknownIndex, DiagnosticSeverity.Error, declaration.IndexSpan, $"There is no index `{declaration.Index}`. {hint}")
        {
            Fixes = suggestion is null ? [] : [new DiagnosticFix($"Change to `{suggestion.Word}`", [new TextEdit(declaration.IndexSpan, suggestion.Word)])],
        };
    }
}
