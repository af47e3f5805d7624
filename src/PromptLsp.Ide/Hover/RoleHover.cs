using System.Text;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Ide.Hover;

/// <summary>On a role line: what the message costs.</summary>
internal static class RoleHover
{
    /// <summary>The hover; null where the place is on no role line.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset)
    {
        var message = analysis.Prompt.Syntax.Messages.FirstOrDefault(found => found.RoleLine is { } line && line.Touches(offset));
        if (message?.RoleLine is not { } span)
        {
            return null;
        }

        var text = new StringBuilder($"**{message.Role.ToWord()}**: {Meaning(message.Role)}");
        text.Append(PromptFigures.Of(analysis) is { } figures ? Cost(figures, figures.Messages[message.Index]) : FigureMarkdown.Unknown(analysis));
        return new HoverInfo(span, text.ToString());
    }

    private static string Meaning(PromptRole role) => role switch
    {
        PromptRole.System => "the rules of the conversation.",
        PromptRole.User => "what the person says.",
        PromptRole.Assistant => "what the model said.",
        PromptRole.Developer => "the application's rules, above the person and below the system.",
        _ => "a tool's result.",
    };

    private static string Cost(PromptFigures figures, MessageFigures message)
    {
        var text = new StringBuilder(message.Label is { } label ? "\n\n" + label : "");
        if (message.IsRendered)
        {
            text.Append($" of {FigureText.Number(figures.Report.Total)}");
            if (figures.Report.Limit.ContextWindow is { } window)
            {
                text.Append($" ({FigureText.Percent(message.Tokens, window)} of the window of {FigureText.Number(window)})");
            }
        }

        return text.Append(FigureMarkdown.Footnote(figures)).ToString();
    }
}
