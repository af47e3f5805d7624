using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Hints;

/// <summary>The tokens of each message, shown behind its role line.</summary>
public static class InlayHintProvider
{
    /// <summary>The hints in the part of a document that is shown; none where the tokens cannot be told exactly.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="span">The part that is shown.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<InlayHint> GetHints(
        WorkspaceSnapshot snapshot, string path, TextSpan span, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        return
        [
            .. (PromptFigures.Of(analysis)?.Messages ?? [])
                .Where(message => message.Label is not null && message.Message.RoleLine is { } line && span.Touches(line.End))
                .Select(message => new InlayHint(message.Message.RoleLine!.Value.End, message.Label!, Tooltip(message))),
        ];
    }

    private static string? Tooltip(MessageFigures message) => (message.IsExact, message.Missing) switch
    {
        (false, _) => "An estimate: something in this message is broken and not counted.",
        (_, { IsEmpty: true }) => null,
        _ => $"Not counted, for want of a value: {string.Join(", ", message.Missing.Select(MarkdownText.Code))}. Add a `sample:` to an input to count it.",
    };
}
