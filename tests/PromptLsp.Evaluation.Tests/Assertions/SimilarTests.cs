using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;

namespace PromptLsp.Evaluation.Tests.Assertions;

public sealed class SimilarTests
{
    /// <summary>Vectors of two numbers, so that every cosine is known.</summary>
    private static readonly Dictionary<string, float[]> _vectors = new()
    {
        ["east"] = [1, 0],
        ["far east"] = [5, 0],
        ["north"] = [0, 2],
        ["north-east"] = [1, 1],
        ["nowhere"] = [0, 0],
        ["3-4-5"] = [3, 4],
    };

    private static async Task<AssertionRecord> JudgeAsync(IEmbeddingGenerator<string, Embedding<float>> model, string output, Assertion assertion) =>
        (await new AssertionJudge(new JudgeModels { Embeddings = model }).JudgeAsync(new AnswerUnderTest { Output = output }, [assertion], null, TestContext.Current.CancellationToken)).Assertions[0];

    [Theory]
    [InlineData("east", "\"far east\"", null, false, Verdict.Pass, 1)]
    [InlineData("north-east", "\"east\"", null, false, Verdict.Fail, 0.70710678)]
    [InlineData("north-east", "\"east\"", 0.7, false, Verdict.Pass, 0.70710678)]
    [InlineData("3-4-5", "\"east\"", 0.6, false, Verdict.Pass, 0.6)]
    [InlineData("3-4-5", "\"east\"", 0.6, true, Verdict.Pass, 0.4)]
    [InlineData("east", "\"far east\"", null, true, Verdict.Fail, 0)]
    [InlineData("north", "[\"east\",\"north-east\"]", 0.7, false, Verdict.Pass, 0.70710678)]
    [InlineData("north", "[\"east\",\"north-east\"]", 0.7, true, Verdict.Fail, 0.29289322)]
    [InlineData("nowhere", "\"east\"", null, false, Verdict.Fail, 0)]
    public async Task CosineDecides(string output, string value, double? threshold, bool negated, Verdict verdict, double score)
    {
        var assertion = new Assertion { Type = "similar", Kind = AssertionKind.Similar, Negated = negated, Value = JsonElement.Parse(value), Threshold = threshold };
        var record = await JudgeAsync(new TableModel(), output, assertion);
        Assert.Equal(verdict, record.Verdict);
        Assert.Equal(score, record.Score, 6);
    }

    [Fact]
    public async Task FailingModelIsUnmeasuredAndSaysWhy()
    {
        var assertion = new Assertion { Type = "similar", Kind = AssertionKind.Similar, Value = JsonElement.Parse("\"east\"") };
        var record = await JudgeAsync(new TableModel(), "a text that the model refuses", assertion);
        Assert.Equal(Verdict.Unmeasured, record.Verdict);
        Assert.Contains("refused", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpectedTextIsEmbeddedOnce()
    {
        var model = new TableModel();
        var judge = new AssertionJudge(new JudgeModels { Embeddings = model });
        var assertions = ImmutableArray.Create(new Assertion { Type = "similar", Kind = AssertionKind.Similar, Value = JsonElement.Parse("\"east\"") });
        for (var i = 0; i < 3; i++)
        {
            await judge.JudgeAsync(new AnswerUnderTest { Output = "north" }, assertions, null, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["north", "east", "north", "north"], model.Seen);
    }

    private sealed class TableModel : IEmbeddingGenerator<string, Embedding<float>>
    {
        public List<string> Seen { get; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            Seen.AddRange(texts);
            return texts.TrueForAll(_vectors.ContainsKey)
                ? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(_vectors[text]))))
                : throw new InvalidOperationException("refused");
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
