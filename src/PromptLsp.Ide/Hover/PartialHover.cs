using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;

namespace PromptLsp.Ide.Hover;

/// <summary>On the path of a partial: the file that it means, and how it begins.</summary>
internal static class PartialHover
{
    private const int MaxLines = 8;
    private const int MaxLength = 600;

    /// <summary>The hover; null where the place is on no path.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset)
    {
        var found = analysis.Symbols.Partials.FirstOrDefault(partial => partial.FilePath == analysis.Prompt.Path && partial.Reference is not null && partial.Span.Touches(offset));
        return found is null ? null : new HoverInfo(found.Span, Describe(analysis.Snapshot, found));
    }

    private static string Describe(WorkspaceSnapshot snapshot, PartialReference partial)
    {
        if (partial.Path is not { } path || snapshot.GetText(path) is not { } text)
        {
            return MarkdownText.Escape(partial.Reason);
        }

        var root = snapshot.Files.RootPath + "/";
        var shown = path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
        var end = text.Lines.Count > MaxLines ? text.Lines.StartOf(MaxLines) : text.Length;
        var head = MarkdownText.Shorten(text.Text[..end], MaxLength);
        var more = head.Length < text.Length ? "\n\n…" : "";
        return string.IsNullOrWhiteSpace(head) ? MarkdownText.Code(shown) : $"{MarkdownText.Code(shown)}\n\n{MarkdownText.Block(head)}{more}";
    }
}
