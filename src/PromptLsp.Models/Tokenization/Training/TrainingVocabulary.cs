namespace PromptLsp.Models.Tokenization.Training;

/// <summary>The tokens of a training so far.</summary>
/// <param name="continuationPrefix">What tokens inside a word start with; empty for none.</param>
internal sealed class TrainingVocabulary(string continuationPrefix)
{
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _ids = [];

    /// <summary>Number of tokens.</summary>
    public int Count => _texts.Count;

    /// <summary>Their texts by number.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The text of a number.</summary>
    public string TextOf(int id) => _texts[id];

    /// <summary>The number of a text, which is added where it is new.</summary>
    public int Add(string text)
    {
        if (!_ids.TryGetValue(text, out var id))
        {
            id = _texts.Count;
            _ids.Add(text, id);
            _texts.Add(text);
        }

        return id;
    }

    /// <summary>Adds texts in order.</summary>
    public void AddAll(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    /// <summary>The token of a character of a word.</summary>
    public int AddCharacter(string character, bool isFirst) => Add(isFirst ? character : continuationPrefix + character);

    /// <summary>The token of two joined ones.</summary>
    public int AddJoined(int left, int right)
    {
        var rest = _texts[right];
        var isContinuation = continuationPrefix.Length > 0 && rest.StartsWith(continuationPrefix, StringComparison.Ordinal);
        return Add(_texts[left] + (isContinuation ? rest[continuationPrefix.Length..] : rest));
    }
}
