using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tokens;

/// <summary>A prompt while it is being cut: how much of each segment is kept, and what that costs. For one thread.</summary>
internal sealed class TruncationState
{
    private readonly ITokenCounter _counter;
    private readonly int[][] _kept;
    private readonly int[] _tokens;
    private readonly int[] _overheads;
    private readonly bool[] _dropped;
    private readonly int _requestOverhead;

    /// <summary>The whole prompt.</summary>
    public TruncationState(RenderedPrompt prompt, ITokenCounter counter, ModelInfo? model)
    {
        Prompt = prompt;
        _counter = counter;
        _kept = [.. prompt.Messages.Select(message => message.Segments.Select(segment => segment.Text.Length).ToArray())];
        _tokens = [.. prompt.Messages.Select(message => counter.Count(message.Text))];
        _overheads = [.. prompt.Messages.Select(message => ChatOverhead.OfMessage(model, message.Role, counter))];
        _dropped = new bool[prompt.Messages.Length];
        _requestOverhead = ChatOverhead.OfRequest(model);
    }

    private TruncationState(TruncationState other)
    {
        Prompt = other.Prompt;
        _counter = other._counter;
        _kept = [.. other._kept.Select(lengths => lengths.ToArray())];
        _tokens = [.. other._tokens];
        _overheads = other._overheads;
        _dropped = [.. other._dropped];
        _requestOverhead = other._requestOverhead;
    }

    /// <summary>The prompt as it was.</summary>
    public RenderedPrompt Prompt { get; }

    /// <summary>Tokens of what is kept, overhead included.</summary>
    public int Total => _requestOverhead + Enumerable.Range(0, _tokens.Length).Where(i => !_dropped[i]).Sum(i => _tokens[i] + _overheads[i]);

    /// <summary>Number of messages that are kept.</summary>
    public int MessageCount => _dropped.Count(dropped => !dropped);

    /// <summary>Numbers of the messages that are left out, ascending.</summary>
    public ImmutableArray<int> Dropped => [.. Enumerable.Range(0, _dropped.Length).Where(i => _dropped[i])];

    /// <summary>True where a message is left out.</summary>
    public bool IsDropped(int message) => _dropped[message];

    /// <summary>Tokens of what is kept of a message's content.</summary>
    public int TokensOf(int message) => _tokens[message];

    /// <summary>A state of its own.</summary>
    public TruncationState Copy() => new(this);

    /// <summary>Leaves a message out.</summary>
    public void Drop(int message) => _dropped[message] = true;

    /// <summary>Leaves segments of a message out.</summary>
    public void Remove(int message, IEnumerable<int> segments)
    {
        foreach (var segment in segments)
        {
            _kept[message][segment] = 0;
        }

        _tokens[message] = _counter.Count(KeptText(message));
    }

    /// <summary>Keeps the longest beginning of a message's content that has at most <paramref name="maxTokens"/> tokens when it is counted alone.</summary>
    public void KeepBeginning(int message, int maxTokens)
    {
        var text = KeptText(message);
        var length = _counter.PrefixLength(text, maxTokens);
        var tokens = _counter.Count(text.AsSpan(0, length));

        // A cut text may have more tokens than it had within the whole: its last piece is another one.
        for (var fewer = maxTokens - 1; tokens > maxTokens && fewer >= 0; fewer--)
        {
            length = _counter.PrefixLength(text, fewer);
            tokens = _counter.Count(text.AsSpan(0, length));
        }

        var left = length;
        for (var i = 0; i < _kept[message].Length; i++)
        {
            _kept[message][i] = Math.Min(_kept[message][i], left);
            left -= _kept[message][i];
        }

        _tokens[message] = tokens;
    }

    /// <summary>What is kept here less than in <paramref name="whole"/>, in the order of the prompt.</summary>
    public ImmutableArray<TruncationCut> CutsSince(TruncationState whole)
    {
        var cuts = ImmutableArray.CreateBuilder<TruncationCut>();
        for (var m = 0; m < _kept.Length; m++)
        {
            var textStart = 0;
            for (var s = 0; s < _kept[m].Length; s++)
            {
                var end = whole._dropped[m] ? 0 : whole._kept[m][s];
                var start = _dropped[m] ? 0 : Math.Min(_kept[m][s], end);
                if (start < end)
                {
                    cuts.Add(Cut(m, s, new TextSpan(start, end), textStart));
                }

                textStart += Prompt.Messages[m].Segments[s].Text.Length;
            }
        }

        return cuts.ToImmutable();
    }

    private TruncationCut Cut(int message, int segment, TextSpan range, int textStart)
    {
        var source = Prompt.Messages[message].Segments[segment];
        return new TruncationCut(
            message,
            segment,
            range,
            range.Shift(textStart),
            source.Text[range.Start..range.End],
            source.Kind,
            source.Variable ?? Prompt.Messages[message].SplicedFrom,
            source.FilePath,
            SegmentSlices.TemplateSpanOf(source, range));
    }

    private string KeptText(int message) =>
        string.Concat(Prompt.Messages[message].Segments.Select((segment, i) => segment.Text[.._kept[message][i]]));
}
