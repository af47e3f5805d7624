namespace PromptLsp.Models.TokenClassification;

/// <summary>Gives the tokens of training data the labels of their words.</summary>
public static class LabelAlignment
{
    /// <summary>The label of tokens that do not count: PyTorch's ignored index.</summary>
    public const int Ignored = -100;

    /// <summary>The first token of a word has its label, every other token counts not.</summary>
    /// <param name="words">The word of each token, or null for one that was put around the text; the tokens of a word stand together.</param>
    /// <param name="labels">The label's number of each word.</param>
    /// <returns>A label's number, or <see cref="Ignored"/>, a token.</returns>
    public static int[] FirstToken(IReadOnlyList<int?> words, IReadOnlyList<int> labels) =>
        Align(words, labels, isFirst => isFirst, label => label);

    /// <summary>Each token of a word has its label; behind the first one <c>B-</c> becomes <c>I-</c>.</summary>
    /// <param name="words">The word of each token, or null for one that was put around the text; the tokens of a word stand together.</param>
    /// <param name="labels">The label's number of each word.</param>
    /// <param name="names">The labels; a <c>B-</c> without its <c>I-</c> stays.</param>
    /// <returns>A label's number, or <see cref="Ignored"/>, a token.</returns>
    public static int[] AllTokens(IReadOnlyList<int?> words, IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        var inside = new int[names.Count];
        for (var label = 0; label < names.Count; label++)
        {
            var name = names[label];
            inside[label] = name.StartsWith("B-", StringComparison.Ordinal) ? IndexOf(names, "I-" + name[2..]) ?? label : label;
        }

        return Align(words, labels, _ => true, label => inside[label]);
    }

    /// <summary>The words of which no token is left: their label is lost.</summary>
    /// <param name="words">The word of each token.</param>
    /// <param name="count">Number of words.</param>
    public static IReadOnlyList<int> LostWords(IReadOnlyList<int?> words, int count) =>
        [.. Enumerable.Range(0, count).Except(words.Where(word => word is not null).Select(word => word!.Value))];

    private static int[] Align(IReadOnlyList<int?> words, IReadOnlyList<int> labels, Func<bool, bool> counts, Func<int, int> inside)
    {
        var aligned = new int[words.Count];
        for (var token = 0; token < aligned.Length; token++)
        {
            var word = words[token];
            var isFirst = token == 0 || words[token - 1] != word;
            aligned[token] = word is not { } index || !counts(isFirst) ? Ignored
                : isFirst ? labels[index]
                : inside(labels[index]);
        }

        return aligned;
    }

    private static int? IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (names[index] == name)
            {
                return index;
            }
        }

        return null;
    }
}
