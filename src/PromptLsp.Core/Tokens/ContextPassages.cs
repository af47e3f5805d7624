using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tokens;

/// <summary>Segments of one message that show one passage of a context.</summary>
/// <param name="Context">The context's name.</param>
/// <param name="Message">The message.</param>
/// <param name="Segments">The segments' numbers: the passage's values and the template text of its turn of the loop.</param>
internal sealed record ContextPassage(string Context, int Message, IReadOnlyList<int> Segments);

/// <summary>
/// Finds the passages of contexts in a rendered prompt. A loop shows one passage a turn, best first, and each turn comes from the same template text:
/// a turn begins where the first template text that occurs again occurs again.
/// </summary>
internal static class ContextPassages
{
    /// <summary>All passages, in the order of the prompt.</summary>
    public static List<ContextPassage> Find(RenderedPrompt prompt, IReadOnlyCollection<string> contexts)
    {
        var passages = new List<ContextPassage>();
        for (var message = 0; message < prompt.Messages.Length; message++)
        {
            foreach (var context in contexts)
            {
                passages.AddRange(InMessage(prompt.Messages[message], message, context));
            }
        }

        return passages;
    }

    private static IEnumerable<ContextPassage> InMessage(RenderedMessage message, int index, string context)
    {
        var values = Enumerable.Range(0, message.Segments.Length)
            .Where(i => message.Segments[i].Kind == SegmentKind.Value && message.Segments[i].Variable == context)
            .ToList();
        if (values.Count == 0)
        {
            return [];
        }

        var (first, last) = Turns(message, values[0], values[^1]);
        var repeated = Enumerable.Range(first, last - first + 1)
            .GroupBy(i => Key(message.Segments[i]))
            .Where(group => group.Count() > 1)
            .OrderBy(group => group.Key.Span.Start)
            .FirstOrDefault();
        if (repeated is null)
        {
            return [new ContextPassage(context, index, values)];
        }

        var starts = repeated.ToList();
        if (starts[0] > first)
        {
            starts.Insert(0, first);
        }

        return starts.Select((start, i) =>
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : last + 1;
            return new ContextPassage(context, index, [.. Enumerable.Range(start, end - start)]);
        });
    }

    /// <summary>Widens the range of the values by template text that belongs to the loop, since it occurs within the range too.</summary>
    private static (int First, int Last) Turns(RenderedMessage message, int first, int last)
    {
        var keys = Enumerable.Range(first, last - first + 1).Select(i => Key(message.Segments[i])).ToHashSet();
        while (first > 0 && keys.Contains(Key(message.Segments[first - 1])))
        {
            first--;
        }

        while (last + 1 < message.Segments.Length && keys.Contains(Key(message.Segments[last + 1])))
        {
            last++;
        }

        return (first, last);
    }

    private static (string File, TextSpan Span) Key(RenderedSegment segment) => (segment.FilePath, segment.TemplateSpan);
}
