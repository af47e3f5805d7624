using System.Text.Json;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Tests.TokenClassification;

/// <summary>An entity as the reference writes it, its place turned into UTF-16 code units.</summary>
internal sealed record ReferenceEntity(string Label, double Score, int Start, int End);

/// <summary>Rows of the reference data for token classification.</summary>
internal static class PipelineRows
{
    /// <summary>The labels of the model that the rows come from.</summary>
    public static TagScheme Scheme { get; } = new(
        ["O", "B-corporation", "I-corporation", "B-creative-work", "I-creative-work", "B-group", "I-group", "B-location", "I-location", "B-person", "I-person", "B-product", "I-product"]);

    public static IEnumerable<JsonElement> Read(string file)
    {
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "pipelines", file)))
        {
            yield return JsonElement.Parse(line);
        }
    }

    /// <summary>The UTF-16 place of each code point of a text, and of its end.</summary>
    public static int[] Utf16Places(string text)
    {
        var places = new List<int>();
        for (var index = 0; index < text.Length; index += char.IsHighSurrogate(text[index]) && index + 1 < text.Length ? 2 : 1)
        {
            places.Add(index);
        }

        return [.. places, text.Length];
    }

    /// <summary>What the model says of the tokens of a row, from its stored logits.</summary>
    public static List<TokenPrediction> Predictions(JsonElement row)
    {
        var places = Utf16Places(row.GetProperty("text").GetString()!);
        var predictions = new List<TokenPrediction>();
        var offsets = row.GetProperty("offsets").EnumerateArray().Select(pair => (Start: pair[0].GetInt32(), End: pair[1].GetInt32())).ToList();
        var tokens = row.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!).ToList();
        for (var token = 1; token < tokens.Count - 1; token++)
        {
            var (start, end) = offsets[token];
            var isSubword = tokens[token] != "[UNK]" && CodePoints.Count(tokens[token]) != end - start;
            predictions.Add(new TokenPrediction(places[start], places[end], isSubword, Scores(row.GetProperty("logits")[token])));
        }

        return predictions;
    }

    public static float[] Scores(JsonElement logits)
    {
        var scores = logits.EnumerateArray().Select(value => value.GetSingle()).ToArray();
        ScoreFunctions.Softmax(scores, scores);
        return scores;
    }

    public static List<ReferenceEntity> Entities(JsonElement list, string text)
    {
        var places = Utf16Places(text);
        return
        [
            .. list.EnumerateArray().Select(entity => new ReferenceEntity(
                (entity.TryGetProperty("entity_group", out var group) ? group : entity.GetProperty("entity")).GetString()!,
                entity.GetProperty("score").GetDouble(),
                places[entity.GetProperty("start").GetInt32()],
                places[entity.GetProperty("end").GetInt32()])),
        ];
    }

    /// <summary>Asserts that entities are those of the reference: exact but for the last digits of a score.</summary>
    public static void Same(IReadOnlyList<ReferenceEntity> expected, IReadOnlyList<LabelledSpan> actual, string strategy)
    {
        Assert.Equal(
            expected.Select(entity => (entity.Label, entity.Start, entity.End)),
            actual.Select(entity => (strategy == "none" ? Scheme.LabelOf(entity.Label) : Scheme.KindOf(entity.Label), entity.Start, entity.End)));
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First.Score - pair.Second.Score), 0, 2e-6));
    }
}
