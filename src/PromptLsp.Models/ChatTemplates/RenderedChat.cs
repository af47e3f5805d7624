using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>A rendered conversation, each of whose characters is known to be the template's own or content.</summary>
public sealed class RenderedChat
{
    internal RenderedChat(TextValue value)
    {
        Text = value.Text;
        var pieces = new List<RenderedPiece>();
        for (var start = 0; start < value.Length;)
        {
            var end = value.EndOfRun(start);
            pieces.Add(new RenderedPiece(start, end - start, value.IsContentAt(start)));
            start = end;
        }

        Pieces = pieces;
    }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Its runs of one origin, in order, leaving nothing out; neighbours differ.</summary>
    public IReadOnlyList<RenderedPiece> Pieces { get; }
}
