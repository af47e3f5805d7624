using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Templates;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>What can be written at a place of a document.</summary>
public static class CompletionProvider
{
    /// <summary>The completions at a caret, in the order in which they should be shown; those that do not begin with the typed text may be among them.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document: a prompt, a suite or <c>promptlsp.yaml</c>.</param>
    /// <param name="offset">Where the caret stands; one outside the text means its nearest end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<CompletionItem> GetCompletions(
        WorkspaceSnapshot snapshot, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var items = WorkspaceSnapshot.IsPrompt(path)
            ? snapshot.Analyze(path) is { } analysis ? InPrompt(analysis, offset) : []
            : YamlDocument.At(snapshot, path, 0) is { } document
                ? YamlCompletion.Complete(snapshot, path, document, Carets.In(document.Source, offset))
                : [];
        return [.. items.OrderBy(item => item.SortText ?? item.Label, StringComparer.Ordinal)];
    }

    private static IEnumerable<CompletionItem> InPrompt(PromptAnalysis analysis, int offset)
    {
        var prompt = analysis.Prompt;
        offset = Carets.In(prompt.Source, offset);
        if (TemplateCaret.At(prompt.Source.Text, prompt.Syntax.Template, offset) is { } caret)
        {
            return TagCompletion.Complete(analysis, caret, offset);
        }

        if (YamlDocument.At(analysis.Snapshot, prompt.Path, offset) is { } document)
        {
            return QueryCaret(prompt.Syntax.Template.Language, document.Source, offset) is { } query
                ? TagCompletion.Query(analysis, query)
                : YamlCompletion.Complete(analysis.Snapshot, prompt.Path, document, offset);
        }

        return RoleCompletion.Complete(prompt.Syntax, offset);
    }

    /// <summary>The caret inside a tag of a query in the front matter, which is YAML to the parser; null where there is none.</summary>
    private static TemplateCaret? QueryCaret(TemplateLanguage language, SourceText source, int offset)
    {
        var line = source.Lines.SpanOf(source.Lines.LineOf(offset));
        var text = source.Slice(line);
        if (offset > line.End || !text.Contains("{{", StringComparison.Ordinal))
        {
            return null;
        }

        var caret = TemplateCaret.At(text, TemplateParser.Parse(text, 0, language, ""), offset - line.Start);
        return caret is null ? null : caret with { Word = caret.Word.Shift(line.Start) };
    }
}
