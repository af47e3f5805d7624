using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of the path of a partial inside its quotes.</summary>
internal static class IncludeCompletion
{
    private static readonly string[] _globs = ["**/*.prompt", "**/*.scriban", "**/*.liquid", "**/*.md", "**/*.txt"];

    /// <summary>The partials of the workspace; none where the text is no partial's path.</summary>
    public static IEnumerable<CompletionItem> Complete(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        var text = analysis.Prompt.Source.Text;
        return caret.NameBefore(text) is "include" or "render" && !text.AsSpan(caret.Word.Start, caret.Word.Length).ContainsAny('\r', '\n')
            ? FileCompletion.Complete(analysis.Snapshot, analysis.Prompt.Path, Inner(text, caret.Word, offset), _globs)
            : [];
    }

    /// <summary>What stands between the quotes; a text that never closes ends at the first white space or bracket behind the caret.</summary>
    private static TextSpan Inner(string text, TextSpan word, int offset)
    {
        var start = word.Start + 1;
        if (word.Length > 1 && text[word.End - 1] == text[word.Start])
        {
            return new TextSpan(start, Math.Max(start, word.End - 1));
        }

        var end = Math.Max(start, offset);
        while (end < word.End && !char.IsWhiteSpace(text[end]) && text[end] is not ('}' or '%'))
        {
            end++;
        }

        return new TextSpan(start, end);
    }
}
