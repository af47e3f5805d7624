using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Training;

/// <summary>Texts with class numbers.</summary>
/// <param name="Texts">The texts.</param>
/// <param name="Labels">Class numbers from 0, as many.</param>
public sealed record LabelledRows(IReadOnlyList<string> Texts, IReadOnlyList<int> Labels)
{
    /// <summary>Rows of data with their labels numbered.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">The labels in order.</param>
    /// <exception cref="TrainingException">A row has another label.</exception>
    public static LabelledRows Of(IReadOnlyList<DataRow> rows, IReadOnlyList<string> labels)
    {
        var numbers = labels.Select((label, index) => (label, index)).ToDictionary(entry => entry.label, entry => entry.index, StringComparer.Ordinal);
        var missing = rows.FirstOrDefault(row => !numbers.ContainsKey(row.Label));
        return missing.Text is null
            ? new LabelledRows([.. rows.Select(row => row.Text)], [.. rows.Select(row => numbers[row.Label])])
            : throw new TrainingException($"A row has the label '{missing.Label}', which is none of {string.Join(", ", labels)}: \"{missing.Text[..Math.Min(60, missing.Text.Length)]}\".");
    }
}
