using System.Text.Json;
using CsCheck;
using PromptLsp.Retrieval.Searching;

namespace PromptLsp.Retrieval.Tests.Searching;

public class RankingTests
{
    [Fact]
    public void Fused_ranks_are_those_of_the_reference()
    {
        var lines = File.ReadAllLines(SharedData.PathOf("golden", "bm25", "fusion.jsonl"));
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var rankings = root.GetProperty("rankings").EnumerateArray().Select(Names).ToList();
            var names = rankings.SelectMany(ranking => ranking).Distinct().Order(StringComparer.Ordinal).ToList();

            var fused = RankFusion.ReciprocalRank(rankings.Select(ranking => ranking.Select(name => names.IndexOf(name)).ToList()), root.GetProperty("k").GetInt32());

            var expected = root.GetProperty("expected").GetProperty("rrf");
            Assert.Equal(Names(expected), fused.Select(hit => names[hit.Item]));
            Assert.All(expected.EnumerateArray().Zip(fused), pair => Assert.Equal(pair.First[1].GetDouble(), pair.Second.Score, 14));
        }
    }

    [Fact]
    public void Exact_search_is_that_of_sorting_all() => Gen.Float[-1f, 1f].Array[3].Array[0, 60].Select(Gen.Int[1, 20], Gen.Int[0, 59]).Sample((rows, limit, copy) =>
    {
        // A repeated row has to stand behind its original.
        var vectors = rows.Length > copy ? [.. rows, rows[copy]] : rows;
        float[] query = [0.5f, -0.25f, 1f];
        var matrix = new DenseMatrix([.. vectors.Select(vector => (ReadOnlyMemory<float>)vector)], 3);

        var found = matrix.Nearest(query, limit, CancellationToken.None);

        var expected = vectors.Select((vector, row) => (Row: row, Score: System.Numerics.Tensors.TensorPrimitives.Dot(vector, query)))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Row).Take(limit);
        Assert.Equal(expected, found);
    });

    [Fact]
    public void Exact_search_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var matrix = new DenseMatrix([new float[] { 1 }], 1);

        Assert.Throws<OperationCanceledException>(() => matrix.Nearest([1f], 1, cancelled.Token));
    }

    private static List<string> Names(JsonElement ranking) => [.. ranking.EnumerateArray().Select(pair => pair[0].GetString()!)];
}
