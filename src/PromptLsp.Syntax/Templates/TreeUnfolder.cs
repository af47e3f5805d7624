using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PromptLsp.Syntax.Templates;

/// <summary>Gives a tree that was parsed from folded text the offsets of the whole document.</summary>
internal sealed class TreeUnfolder(FoldedText folded, string whole)
{
    private bool _isSound = true;

    /// <summary>Unfolds the tree and its messages.</summary>
    /// <returns>False where something of it begins or ends within a fold, or tells of one: then the whole text must be parsed.</returns>
    public bool TryUnfold(Template template)
    {
        var open = new Stack<ScriptNode>();
        if (template.Page is { } page)
        {
            open.Push(page);
        }

        while (_isSound && open.TryPop(out var node))
        {
            Unfold(node);
            for (var i = 0; i < node.ChildrenCount; i++)
            {
                if (node.GetChildren(i) is { } child)
                {
                    open.Push(child);
                }
            }
        }

        foreach (var message in template.Messages)
        {
            message.Span = Unfold(message.Span);
            _isSound &= !message.Message.Contains(FoldedText.Filler, StringComparison.Ordinal);
        }

        return _isSound;
    }

    private void Unfold(ScriptNode node)
    {
        node.Span = Unfold(node.Span);
        if (node is ScriptRawStatement { Text: { Length: var length, Index: var index } } raw)
        {
            var start = ToWhole(index);
            raw.Text = length == 0 ? new ScriptStringSlice(whole, Math.Min(start, whole.Length - 1), 0)
                : new ScriptStringSlice(whole, start, ToWhole(index + length - 1) + 1 - start);
        }
    }

    private SourceSpan Unfold(SourceSpan span) => new(span.FileName!, Unfold(span.Start), Unfold(span.End));

    private TextPosition Unfold(TextPosition position) => new(ToWhole(position.Offset), position.Line, position.Column);

    private int ToWhole(int offset)
    {
        var place = folded.ToWhole(offset);
        _isSound &= place is not null;
        return place ?? 0;
    }
}
