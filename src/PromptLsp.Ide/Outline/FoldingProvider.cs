using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Outline;

/// <summary>The parts of a document that can be folded away.</summary>
public static class FoldingProvider
{
    /// <summary>The ranges of a document, in the order of their starts; none for a document that is no prompt.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<FoldingRange> GetFoldingRanges(WorkspaceSnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.GetPrompt(path) is not { } prompt)
        {
            return [];
        }

        var tree = prompt.Syntax;
        var found = new List<FoldingRange>();
        if (tree.FrontMatter is { } matter)
        {
            Add(found, tree.Source, matter.Span, FoldingKind.FrontMatter);
        }

        foreach (var message in tree.Messages.Where(message => message.RoleLine is not null))
        {
            Add(found, tree.Source, message.Span, FoldingKind.Message);
        }

        foreach (var block in tree.Template.Blocks)
        {
            Add(found, tree.Source, block.Span, FoldingKind.Region);
        }

        foreach (var tag in tree.Template.Tags)
        {
            Add(found, tree.Source, tag.Span, tag.Kind == TemplateTagKind.Comment ? FoldingKind.Comment : FoldingKind.Region);
        }

        return [.. found.OrderBy(range => range.Span.Start)];
    }

    /// <summary>Adds a range where it has more than one line, blank lines at its end left out.</summary>
    private static void Add(List<FoldingRange> found, SourceText source, TextSpan span, FoldingKind kind)
    {
        var end = span.Start + source.Text.AsSpan(span.Start, span.Length).TrimEnd().Length;
        if (source.Lines.LineOf(end) > source.Lines.LineOf(span.Start))
        {
            found.Add(new FoldingRange(new TextSpan(span.Start, end), kind));
        }
    }
}
