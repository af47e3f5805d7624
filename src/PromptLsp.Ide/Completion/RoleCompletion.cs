using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of role lines at the beginning of a line of the body.</summary>
internal static class RoleCompletion
{
    /// <summary>The role lines; none where the line holds anything else.</summary>
    public static IEnumerable<CompletionItem> Complete(PromptSyntaxTree tree, int offset)
    {
        var source = tree.Source;
        var line = source.Lines.SpanOf(source.Lines.LineOf(offset));
        var written = source.Text.AsSpan(line.Start, line.Length).TrimEnd();
        if (offset < tree.Body.Start || line.Start < tree.Body.Start || offset > line.Start + written.Length || !IsStart(written.TrimEnd(':')))
        {
            return [];
        }

        var span = new TextSpan(line.Start, line.Start + written.Length);
        return PromptRoles.Words.Select((word, index) => new CompletionItem(word + ":", CompletionKind.Role, new TextEdit(span, word + ":"))
        {
            Detail = "begins a message",
            SortText = $"0{index}",
        });
    }

    private static bool IsStart(ReadOnlySpan<char> written)
    {
        foreach (var role in PromptRoles.Words)
        {
            if (role.AsSpan().StartsWith(written, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
