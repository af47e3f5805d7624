namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>The special tokens of an encoding. Their literals in a text are ordinary text unless a caller asks for them. Read-only.</summary>
internal sealed class SpecialTokenSet
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _texts = [];
    private readonly int _longest;

    /// <summary>Of texts of the form <c>&lt;|name|&gt;</c> with their numbers; of two texts of one number the first is the one to write.</summary>
    public SpecialTokenSet(IEnumerable<(string Text, int Id)> tokens)
    {
        foreach (var (text, id) in tokens)
        {
            _ids.Add(text, id);
            _texts.TryAdd(id, text);
            _longest = Math.Max(_longest, text.Length);
        }
    }

    /// <summary>The text of a number, or null.</summary>
    public string? TextOf(int id) => _texts.GetValueOrDefault(id);

    /// <summary>The first special token whose text stands at or behind <paramref name="start"/>.</summary>
    public bool TryFind(ReadOnlySpan<char> text, int start, out TokenSpan found)
    {
        var ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var literal in SpecialTokenLiterals.Find(text, start, _longest))
        {
            if (ids.TryGetValue(text[literal.Start..literal.End], out var id))
            {
                found = new TokenSpan(id, literal.Start, literal.End);
                return true;
            }
        }

        found = default;
        return false;
    }
}
