using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions about meaning: the cosine of the angle between two embeddings.</summary>
internal sealed class SimilarityJudge(IEmbeddingGenerator<string, Embedding<float>>? embeddings)
{
    /// <summary>Expected texts come back with every repetition, model and prompt; their vectors are kept, up to this number.</summary>
    private const int MaxKept = 2048;

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<float>> _expected = new(StringComparer.Ordinal);

    /// <summary>Judges the output by the nearest of the expected texts.</summary>
    public async Task<Outcome> JudgeAsync(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        if (embeddings is null)
        {
            return Outcome.Unmeasured("There is no embedding model, so similarity cannot be measured. `promptlsp doctor` says which model is expected where.");
        }

        try
        {
            var similarity = await NearestAsync(output, TextsOf(assertion.Value!.Value), cancellationToken);
            return Decide(similarity, assertion);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever the model behind the port threw: it is this assertion that cannot be judged, and the reason says why.
            return Outcome.Unmeasured($"The embedding model failed, so similarity was not measured: {error.Message}");
        }
    }

    private static IReadOnlyList<string> TextsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(JsonTexts.StringOf)] : [JsonTexts.StringOf(value)];

    private static Outcome Decide(double similarity, Assertion assertion)
    {
        var threshold = assertion.Threshold ?? AssertionTypes.DefaultSimilarity;
        var limit = JsNumber.ToText(threshold);
        var holds = assertion.Negated ? similarity <= threshold + 1e-9 : similarity >= threshold - 1e-9;
        var score = Math.Clamp(assertion.Negated ? 1 - similarity : similarity, 0, 1);
        var relation = assertion.Negated == holds ? "is at most" : holds ? "is at least" : "is below";
        relation = assertion.Negated && !holds ? "is above" : relation;
        return new Outcome(
            holds ? Core.Results.Verdict.Pass : Core.Results.Verdict.Fail, score,
            string.Create(CultureInfo.InvariantCulture, $"Similarity {similarity:F4} {relation} threshold {limit}"));
    }

    private static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length || left.Length == 0)
        {
            throw new InvalidOperationException($"Embeddings of {left.Length} and {right.Length} numbers cannot be compared.");
        }

        double dot = 0, leftSquare = 0, rightSquare = 0;
        for (var i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
            leftSquare += (double)left[i] * left[i];
            rightSquare += (double)right[i] * right[i];
        }

        return leftSquare == 0 || rightSquare == 0 ? 0 : dot / Math.Sqrt(leftSquare * rightSquare);
    }

    private async Task<double> NearestAsync(string output, IReadOnlyList<string> expected, CancellationToken cancellationToken)
    {
        var missing = expected.Where(text => !_expected.ContainsKey(text)).Distinct().ToList();
        var made = await embeddings!.GenerateAsync([output, .. missing], cancellationToken: cancellationToken);
        var vectors = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        for (var i = 0; i < missing.Count; i++)
        {
            vectors[missing[i]] = made[i + 1].Vector;
            if (_expected.Count < MaxKept)
            {
                _expected[missing[i]] = made[i + 1].Vector;
            }
        }

        return expected.Max(text => Cosine(made[0].Vector.Span, (vectors.TryGetValue(text, out var vector) ? vector : _expected[text]).Span));
    }
}
