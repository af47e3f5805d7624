using System.Collections.Immutable;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>Collects what a template writes, message by message, each piece with its origin.</summary>
internal sealed class MessageSink
{
    private readonly List<RenderedMessage> _messages = [];
    private readonly List<RenderedSegment> _segments = [];
    private PromptRole _role;
    private MessageSyntax? _source;
    private bool _isImplied = true;

    /// <summary>Starts with the message that text before the first role line goes to.</summary>
    public MessageSink(PromptRole role, MessageSyntax? source)
    {
        _role = role;
        _source = source;
    }

    /// <summary>Ends the current message and begins one.</summary>
    public void BeginMessage(PromptRole role, MessageSyntax? source)
    {
        EndMessage();
        _role = role;
        _source = source;
        _isImplied = false;
    }

    /// <summary>Adds text; a piece that goes on where the last one ended becomes one with it.</summary>
    public void Add(RenderedSegment segment)
    {
        if (segment.Text.Length == 0)
        {
            return;
        }

        if (_segments.Count > 0 && Continues(_segments[^1], segment))
        {
            var last = _segments[^1];
            _segments[^1] = last with { Text = last.Text + segment.Text, TemplateSpan = new TextSpan(last.TemplateSpan.Start, segment.TemplateSpan.End) };
            return;
        }

        _segments.Add(segment);
    }

    /// <summary>Puts whole messages in: the current one ends, and what follows is a message of the same role where it is not blank.</summary>
    public void Splice(IEnumerable<RenderedMessage> messages)
    {
        EndMessage();
        _messages.AddRange(messages);
        _isImplied = true;
    }

    /// <summary>The messages.</summary>
    public ImmutableArray<RenderedMessage> Complete()
    {
        EndMessage();
        return [.. _messages];
    }

    private static bool Continues(RenderedSegment last, RenderedSegment next) =>
        last.Kind == SegmentKind.Literal
        && next.Kind == SegmentKind.Literal
        && last.FilePath == next.FilePath
        && last.TemplateSpan.End == next.TemplateSpan.Start;

    private void EndMessage()
    {
        var segments = BlankLines.Trim(_segments);
        _segments.Clear();
        if (!_isImplied || segments.Any(segment => segment.Kind == SegmentKind.Value || !string.IsNullOrWhiteSpace(segment.Text)))
        {
            _messages.Add(new RenderedMessage(_role, segments, _source));
        }
    }
}
