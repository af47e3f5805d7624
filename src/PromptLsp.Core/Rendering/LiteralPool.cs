namespace PromptLsp.Core.Rendering;

/// <summary>
/// The strings of template text of an earlier rendering, to be used again where the text is the same: while somebody types, nearly all of it is.
/// Read-only, safe for concurrent callers.
/// </summary>
internal sealed class LiteralPool
{
    private readonly Dictionary<int, string> _known = [];

    /// <summary>Knows the template text of <paramref name="earlier"/>; null: none.</summary>
    public LiteralPool(RenderedPrompt? earlier)
    {
        foreach (var segment in earlier?.Messages.SelectMany(message => message.Segments).Where(segment => segment.Kind == SegmentKind.Literal) ?? [])
        {
            _known[Sample(segment.Text)] = segment.Text;
        }
    }

    /// <summary>A string of this text.</summary>
    public string Take(ReadOnlySpan<char> text) =>
        _known.TryGetValue(Sample(text), out var known) && text.SequenceEqual(known) ? known : text.ToString();

    /// <summary>A hash of the length and of characters at both ends and in the middle: what it misses, the comparison finds.</summary>
    private static int Sample(ReadOnlySpan<char> text)
    {
        const int Length = 16;
        var hash = default(HashCode);
        hash.Add(text.Length);
        hash.Add(string.GetHashCode(text[..Math.Min(Length, text.Length)]));
        hash.Add(string.GetHashCode(text[Math.Max(0, text.Length - Length)..]));
        var middle = text[(text.Length / 2)..];
        hash.Add(string.GetHashCode(middle[..Math.Min(Length, middle.Length)]));
        return hash.ToHashCode();
    }
}
