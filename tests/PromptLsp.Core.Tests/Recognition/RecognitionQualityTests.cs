using System.Text.Json;
using PromptLsp.Core.Metrics;
using PromptLsp.Core.Recognition;

namespace PromptLsp.Core.Tests.Recognition;

/// <summary>Precision and recall by kind on Presidio's synthetic texts; an entity is right where kind, start and end are.</summary>
public sealed class RecognitionQualityTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, EntityKind> _kinds = new()
    {
        ["EMAIL_ADDRESS"] = EntityKind.Email,
        ["PHONE_NUMBER"] = EntityKind.Phone,
        ["CREDIT_CARD"] = EntityKind.CreditCard,
        ["IBAN_CODE"] = EntityKind.Iban,
        ["IP_ADDRESS"] = EntityKind.IpAddress,
        ["US_SSN"] = EntityKind.UsSsn,
    };

    // Measured and rounded down. What is missed: numbers without any sign that they are one, cards whose prefix no network has.
    [Theory]
    [InlineData("synth_dataset_v2.json", EntityKind.Email, 1, 1)]
    [InlineData("synth_dataset_v2.json", EntityKind.Phone, 0.99, 0.9)]
    [InlineData("synth_dataset_v2.json", EntityKind.CreditCard, 1, 0.93)]
    [InlineData("synth_dataset_v2.json", EntityKind.Iban, 1, 1)]
    [InlineData("synth_dataset_v2.json", EntityKind.IpAddress, 1, 1)]
    [InlineData("synth_dataset_v2.json", EntityKind.UsSsn, 1, 1)]
    [InlineData("generated_large.json", EntityKind.Email, 1, 1)]
    [InlineData("generated_large.json", EntityKind.Phone, 0.99, 0.83)]
    [InlineData("generated_large.json", EntityKind.CreditCard, 1, 1)]
    [InlineData("generated_large.json", EntityKind.Iban, 1, 1)]
    [InlineData("generated_large.json", EntityKind.IpAddress, 1, 1)]
    [InlineData("generated_large.json", EntityKind.UsSsn, 0.97, 1)]
    public void Precision_and_recall_by_kind(string file, EntityKind kind, double precision, double recall)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("data", "presidio-pii", file)));
        var scores = new Dictionary<EntityKind, (long Right, long Found, long Support)>();
        foreach (var row in document.RootElement.EnumerateArray())
        {
            Count(row, scores);
        }

        foreach (var (each, (right, found, support)) in scores.OrderBy(entry => entry.Key))
        {
            var score = ClassScores.Of(right, found, support);
            output.WriteLine($"{EntityKinds.NameOf(each),-16} precision {score.Precision:0.000} ({right} of {found})  recall {score.Recall:0.000} ({right} of {support})");
        }

        var (rightOnes, foundOnes, all) = scores[kind];
        var figures = ClassScores.Of(rightOnes, foundOnes, all);
        Assert.True(figures.Precision >= precision && figures.Recall >= recall, $"{kind}: {figures}");
    }

    private static void Count(JsonElement row, Dictionary<EntityKind, (long Right, long Found, long Support)> scores)
    {
        // Their offsets are code points.
        var text = row.GetProperty("full_text").GetString()!;
        var truths = row.GetProperty("spans").EnumerateArray()
            .Where(span => _kinds.ContainsKey(span.GetProperty("entity_type").GetString()!))
            .Select(span => (Kind: _kinds[span.GetProperty("entity_type").GetString()!], Start: Units(text, span.GetProperty("start_position").GetInt32()),
                End: Units(text, span.GetProperty("end_position").GetInt32())))
            .ToHashSet();
        var found = EntityRecognizer.Find(text).Where(entity => _kinds.ContainsValue(entity.Kind)).Select(entity => (entity.Kind, entity.Start, entity.End)).ToHashSet();
        foreach (var kind in _kinds.Values)
        {
            var before = scores.GetValueOrDefault(kind);
            scores[kind] = (
                before.Right + found.Count(entity => entity.Kind == kind && truths.Contains(entity)),
                before.Found + found.Count(entity => entity.Kind == kind),
                before.Support + truths.Count(entity => entity.Kind == kind));
        }
    }

    private static int Units(string text, int codePoints)
    {
        var index = 0;
        for (; codePoints > 0; codePoints--)
        {
            index += char.IsHighSurrogate(text[index]) ? 2 : 1;
        }

        return index;
    }
}
