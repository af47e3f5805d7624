using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Outline;

/// <summary>The outline of a document.</summary>
public static class DocumentSymbolProvider
{
    /// <summary>Deepest level of blocks in the outline: deeper ones help nobody, and clients limit the depth of what they read.</summary>
    private const int MaxDepth = 12;

    /// <summary>The outline in the order of the text; empty for a kind of document that is not known.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<DocumentSymbolNode> GetSymbols(WorkspaceSnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path))
        {
            return YamlDocument.At(snapshot, path, 0) is { } document ? YamlSymbols.Of(document) : [];
        }

        return snapshot.Analyze(path) is { } analysis ? OfPrompt(analysis) : [];
    }

    private static ImmutableArray<DocumentSymbolNode> OfPrompt(PromptAnalysis analysis)
    {
        var tree = analysis.Prompt.Syntax;
        var figures = PromptFigures.Of(analysis);
        var symbols = ImmutableArray.CreateBuilder<DocumentSymbolNode>();
        if (tree.FrontMatter is { } matter)
        {
            symbols.Add(FrontMatter(analysis.Prompt, matter));
        }

        foreach (var message in tree.Messages.Where(message => !message.Span.IsEmpty))
        {
            symbols.Add(Message(tree, message, figures?.Messages[message.Index].Label));
        }

        return symbols.ToImmutable();
    }

    private static DocumentSymbolNode FrontMatter(PromptDocument prompt, FrontMatterSyntax matter)
    {
        var inputs = prompt.Definition.Inputs.Select(input =>
            new DocumentSymbolNode(NameOr(input.Name, "(no name)"), DocumentSymbolKind.Input, Around(input.Span, input.NameSpan), input.NameSpan)
            {
                Detail = input.Type.ToWord(),
            });
        var contexts = prompt.Definition.Contexts.Select(context =>
            new DocumentSymbolNode(NameOr(context.Name, "(no name)"), DocumentSymbolKind.Context, Around(context.Span, context.NameSpan), context.NameSpan)
            {
                Detail = context.Index,
            });
        return new DocumentSymbolNode(NameOr(prompt.Definition.Name, "front matter"), DocumentSymbolKind.FrontMatter, matter.Span, matter.OpeningFence)
        {
            Detail = prompt.Definition.Model.Id,
            Children = [.. inputs.Concat(contexts).OrderBy(symbol => symbol.Span.Start)],
        };
    }

    private static DocumentSymbolNode Message(PromptSyntaxTree tree, MessageSyntax message, string? tokens)
    {
        var blocks = tree.Template.Blocks.Where(block => message.Span.Contains(block.Opening.Start)).ToList();
        return new DocumentSymbolNode(message.Role.ToWord(), DocumentSymbolKind.Message, message.Span, message.RoleLine ?? FirstLine(tree.Source, message.Span))
        {
            Detail = tokens,
            Children = Nest(tree.Source, message.Span, blocks, depth: 1),
        };
    }

    /// <summary>Blocks as a tree, down to the deepest level that is shown. A block that goes on behind its message is cut there.</summary>
    private static ImmutableArray<DocumentSymbolNode> Nest(SourceText source, TextSpan outer, IReadOnlyList<TemplateBlock> blocks, int depth)
    {
        if (depth > MaxDepth)
        {
            return [];
        }

        var symbols = ImmutableArray.CreateBuilder<DocumentSymbolNode>();
        for (var i = 0; i < blocks.Count;)
        {
            var block = blocks[i];
            var span = new TextSpan(block.Span.Start, Math.Max(block.Opening.End, Math.Min(block.Span.End, outer.End)));
            var inner = blocks.Skip(i + 1).TakeWhile(next => next.Opening.Start < span.End).ToList();
            symbols.Add(new DocumentSymbolNode(Head(source, block), DocumentSymbolKind.Block, span, block.Opening) { Children = Nest(source, span, inner, depth + 1) });
            i += 1 + inner.Count;
        }

        return symbols.ToImmutable();
    }

    /// <summary>The block's opening statement, on one line: <c>for d in docs</c>.</summary>
    private static string Head(SourceText source, TemplateBlock block)
    {
        const int MaxLength = 60;
        var rest = source.Text.AsSpan(block.Opening.Start);
        var end = rest.IndexOfAny("}\r\n;%");
        var head = (end < 0 ? rest : rest[..end]).TrimEnd("-~ \t");
        return NameOr(head.Length > MaxLength ? string.Concat(head[..(MaxLength - 1)], "…") : head.ToString(), block.Keyword);
    }

    private static TextSpan FirstLine(SourceText source, TextSpan span)
    {
        var line = source.Lines.SpanOf(source.Lines.LineOf(span.Start));
        return new TextSpan(span.Start, Math.Clamp(line.End, span.Start, span.End));
    }

    private static TextSpan Around(TextSpan span, TextSpan name) => new(Math.Min(span.Start, name.Start), Math.Max(span.End, name.End));

    private static string NameOr(string? name, string fallback) => string.IsNullOrWhiteSpace(name) ? fallback : name;
}
