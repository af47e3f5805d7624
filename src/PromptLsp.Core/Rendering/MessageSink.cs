using System.Collections.Immutable;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>Collects what a template writes, message by message, each piece with its origin.</summary>
internal sealed class MessageSink
{
    private readonly List<RenderedMessage> _messages = [];
    private readonly List<SegmentDraft> _drafts = [];
    private readonly LiteralPool _literals;
    private PromptRole _role;
    private MessageSyntax? _source;
    private bool _isImplied = true;

    /// <summary>Starts with the message that text before the first role line goes to.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="source">Where the template writes it; null where it does not.</param>
    /// <param name="literals">Strings of template text to use again.</param>
    public MessageSink(PromptRole role, MessageSyntax? source, LiteralPool literals)
    {
        _role = role;
        _source = source;
        _literals = literals;
    }

    /// <summary>Ends the current message and begins one.</summary>
    public void BeginMessage(PromptRole role, MessageSyntax? source)
    {
        EndMessage();
        _role = role;
        _source = source;
        _isImplied = false;
    }

    /// <summary>Adds a value.</summary>
    public void Add(RenderedSegment value)
    {
        if (value.Text.Length > 0)
        {
            _drafts.Add(new SegmentDraft(value, null, value.TemplateSpan));
        }
    }

    /// <summary>Adds template text; a piece that goes on where the last one ended becomes one with it.</summary>
    public void AddLiteral(TemplateFile file, TextSpan span)
    {
        if (_drafts.Count > 0 && _drafts[^1] is { IsLiteral: true } last && last.File!.Path == file.Path && last.Span.End == span.Start)
        {
            _drafts[^1] = last with { Span = new TextSpan(last.Span.Start, span.End) };
        }
        else if (!span.IsEmpty)
        {
            _drafts.Add(new SegmentDraft(null, file, span));
        }
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

    private void EndMessage()
    {
        BlankLines.Trim(_drafts);
        if (!_isImplied || _drafts.Exists(draft => !draft.IsLiteral || !draft.Text.IsWhiteSpace()))
        {
            _messages.Add(new RenderedMessage(_role, [.. _drafts.Select(draft => draft.Complete(_literals))], _source));
        }

        _drafts.Clear();
    }
}
