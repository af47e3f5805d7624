using System.Text;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Rendering;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// Counts many renderings of one prompt: what it has counted of a segment once it does not count again, only the text around the segment's borders,
/// where tokens can belong to two. Exact: equal to counting each message whole. For one thread.
/// </summary>
/// <param name="counter">The model's tokenizer.</param>
/// <param name="model">The model, for its overhead; null: none.</param>
public sealed class SegmentTokenCounter(ITokenCounter counter, ModelInfo? model)
{
    /// <summary>Shorter segments are not worth a look into the table.</summary>
    private const int ShortSegment = 48;

    /// <summary>UTF-16 code units that the table holds at most.</summary>
    private const int MaxKept = 4 * 1024 * 1024;

    private readonly bool _hasSeams = TokenSeams.HoldFor(counter);
    private readonly Dictionary<string, Parts> _known = new(StringComparer.Ordinal);
    private readonly StringBuilder _open = new();
    private int _kept;

    /// <summary>What is known of a segment.</summary>
    /// <param name="First">Where its first seam is, -1 where it has none.</param>
    /// <param name="Last">Where its last seam is.</param>
    /// <param name="Tokens">Tokens between them.</param>
    private readonly record struct Parts(int First, int Last, int Tokens);

    /// <summary>The tokens of a request with these messages.</summary>
    public int Count(RenderedPrompt prompt)
    {
        var total = ChatOverhead.OfRequest(model);
        foreach (var message in prompt.Messages)
        {
            total += ChatOverhead.OfMessage(model, message.Role, counter) + Count(message);
        }

        return total;
    }

    /// <summary>The tokens of a message's content.</summary>
    public int Count(RenderedMessage message)
    {
        _open.Clear();
        var total = 0;
        foreach (var segment in message.Segments)
        {
            if (segment.Text.Length < ShortSegment || PartsOf(segment.Text) is not { First: > 0 } parts)
            {
                _open.Append(segment.Text);
                continue;
            }

            _open.Append(segment.Text, 0, parts.First);
            total += CountOpen() + parts.Tokens;
            _open.Append(segment.Text, parts.Last, segment.Text.Length - parts.Last);
        }

        return total + CountOpen();
    }

    private int CountOpen()
    {
        var count = _open.Length == 0 ? 0 : counter.Count(_open.ToString());
        _open.Clear();
        return count;
    }

    private Parts PartsOf(string text)
    {
        if (!_hasSeams)
        {
            return new Parts(-1, -1, 0);
        }

        if (_known.TryGetValue(text, out var parts))
        {
            return parts;
        }

        var (first, last) = (TokenSeams.First(text), TokenSeams.Last(text));
        parts = new Parts(first, last, first < last ? counter.Count(text.AsSpan(first, last - first)) : 0);
        if (_kept + text.Length <= MaxKept)
        {
            _kept += text.Length;
            _known.Add(text, parts);
        }

        return parts;
    }
}
