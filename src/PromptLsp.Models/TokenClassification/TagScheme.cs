namespace PromptLsp.Models.TokenClassification;

/// <summary>The labels of a token classifier: <c>O</c> for nothing, else kinds with or without <c>B-</c> (begins an entity) and <c>I-</c> (goes on with it). Immutable.</summary>
internal sealed class TagScheme
{
    /// <summary>The label of a token that belongs to no entity.</summary>
    public const string Outside = "O";

    private readonly string[] _labels;
    private readonly string[] _kinds;
    private readonly bool[] _begins;

    /// <param name="labels">In the order of the model's outputs.</param>
    public TagScheme(IEnumerable<string> labels)
    {
        _labels = [.. labels];
        _kinds = [.. _labels.Select(label => HasPrefix(label) ? label[2..] : label)];
        _begins = [.. _labels.Select(label => label.StartsWith("B-", StringComparison.Ordinal))];
        Kinds = [.. _kinds.Where(kind => kind != Outside).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Number of labels.</summary>
    public int Count => _labels.Length;

    /// <summary>The kinds of entities, each once.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>The label as the model has it.</summary>
    public string LabelOf(int label) => _labels[label];

    /// <summary>The label without its prefix.</summary>
    public string KindOf(int label) => _kinds[label];

    /// <summary>True for a label that is no entity.</summary>
    public bool IsOutside(int label) => _labels[label] == Outside;

    /// <summary>True where a token of a label goes on with the entity of the token before it: the same kind, and no <c>B-</c>.</summary>
    public bool Continues(int before, int label) => !_begins[label] && _kinds[before] == _kinds[label];

    private static bool HasPrefix(string label) =>
        label.StartsWith("B-", StringComparison.Ordinal) || label.StartsWith("I-", StringComparison.Ordinal);
}
