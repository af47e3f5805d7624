using System.Text.Json;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Tests.TokenClassification;

public sealed class LabelAlignmentTests
{
    [Fact]
    public void LabelsOfWordsBecomeThoseOfTokens()
    {
        var names = Enumerable.Range(0, PipelineRows.Scheme.Count).Select(PipelineRows.Scheme.LabelOf).ToList();
        var rows = PipelineRows.Read("label-alignment.jsonl").ToList();
        Assert.Equal(60, rows.Count);
        foreach (var row in rows)
        {
            int?[] words = [.. row.GetProperty("word_ids").EnumerateArray().Select(word => word.ValueKind == JsonValueKind.Null ? (int?)null : word.GetInt32())];
            int[] labels = [.. Numbers(row.GetProperty("labels"), names)];
            Assert.Equal(Numbers(row.GetProperty("aligned_first_subword"), names), LabelAlignment.FirstToken(words, labels));
            Assert.Equal(Numbers(row.GetProperty("aligned_all_subwords"), names), LabelAlignment.AllTokens(words, labels, names));
            Assert.Equal(Numbers(row.GetProperty("words_lost"), names), LabelAlignment.LostWords(words, labels.Length));
        }
    }

    [Fact]
    public void ABeginWithoutItsInsideStays() =>
        Assert.Equal([LabelAlignment.Ignored, 1, 1, 0], LabelAlignment.AllTokens([null, 0, 0, 1], [1, 0], ["O", "B-x"]));

    private static IEnumerable<int> Numbers(JsonElement list, List<string> names) =>
        list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? names.IndexOf(value.GetString()!) : value.GetInt32());
}
