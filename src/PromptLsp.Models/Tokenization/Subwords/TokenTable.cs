namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>Texts and numbers of tokens, both ways. Immutable; safe for concurrent callers.</summary>
internal sealed class TokenTable
{
    private readonly string?[] _texts;
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <param name="tokens">Text and number of every token; of two with one text the later one is found.</param>
    public TokenTable(IReadOnlyCollection<KeyValuePair<string, int>> tokens)
    {
        _texts = new string?[tokens.Count == 0 ? 0 : tokens.Max(token => token.Value) + 1];
        _ids = new Dictionary<string, int>(tokens.Count);
        foreach (var (text, id) in tokens)
        {
            _texts[id] = text;
            _ids[text] = id;
        }

        _lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Highest number + 1.</summary>
    public int IdLimit => _texts.Length;

    /// <summary>Number of tokens.</summary>
    public int Count => _ids.Count;

    /// <summary>The tokens that can be found.</summary>
    public IEnumerable<KeyValuePair<string, int>> All => _ids;

    /// <summary>The number of a text, or -1.</summary>
    public int IdOf(ReadOnlySpan<char> text) => _lookup.TryGetValue(text, out var id) ? id : -1;

    /// <summary>The text of a number, or null.</summary>
    public string? TextOf(int id) => (uint)id < (uint)_texts.Length ? _texts[id] : null;
}
