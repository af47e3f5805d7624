using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Hover;

/// <summary>On a function of the template language: its parameters and what it does.</summary>
internal static class BuiltinHover
{
    /// <summary>The hover; null where the place is on no function.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset)
    {
        var source = analysis.Prompt.Source;
        if (TemplateCaret.At(source.Text, analysis.Prompt.Syntax.Template, offset) is not { Word.IsEmpty: false } caret
            || caret.Place is CaretPlace.Text or CaretPlace.Nothing or CaretPlace.NewName)
        {
            return null;
        }

        var word = source.Slice(caret.Word);
        if (caret.Place == CaretPlace.Member)
        {
            return caret.Chain is [{ IsIndexed: false } group] ? Describe(caret, caret.Word, group.Name + "." + word) : null;
        }

        return caret.Language == TemplateLanguage.Scriban && TemplateBuiltins.Groups.TryGetValue(word, out var about)
            ? new HoverInfo(caret.Word, $"{MarkdownText.Code(word)}\n\n{about}")
            : Describe(caret, caret.Word, word);
    }

    private static HoverInfo? Describe(TemplateCaret caret, TextSpan span, string name) =>
        TemplateBuiltins.Find(caret.Language, name) is { } builtin
            ? new HoverInfo(span, $"{MarkdownText.Code(builtin.Name + builtin.Signature)}\n\n{builtin.Documentation}")
            : null;
}
