using System.Text.Json;
using PromptLsp.Core.Metrics;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Training;

namespace PromptLsp.Models.Tests.Training;

public sealed class LogisticRegressionTests
{
    private const int Dimension = 384;
    private const int TrainRows = 546;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Coefficients_probabilities_and_metrics_are_scikit_learns(bool isBalanced)
    {
        var rows = HalfPrecisionRows();
        var train = Labels("train.jsonl");
        var test = Labels("test.jsonl");
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("golden", "pipelines", "head-training.json")));
        var task = document.RootElement.GetProperty("tasks").EnumerateArray().Single(task => task.GetProperty("name").GetString() == "injection-deepset/minilm-f16-fixture");
        var expected = task.GetProperty("models").EnumerateArray().Single(model => (model.GetProperty("class_weight").ValueKind == JsonValueKind.String) == isBalanced);

        var head = LogisticRegression.Fit(rows[..TrainRows], train, 2, 0, new LogisticRegressionOptions { IsBalanced = isBalanced });

        AssertNear(Numbers(expected, "coef"), head.Weights[0].ToArray(), 1e-4);
        Assert.Equal(expected.GetProperty("intercept").GetDouble(), head.Intercepts[0], 1e-4);
        var probabilities = rows[TrainRows..].Select(row => Probabilities.Of(head.Score(row), 1)[1]).ToArray();
        AssertNear(Numbers(expected, "test_probability_positive"), probabilities, 1e-5);
        AssertMetrics(expected, test, [.. Numbers(expected, "test_probability_positive")]);
    }

    [Fact]
    public void Three_classes_are_fitted_by_their_softmax()
    {
        var rows = Enumerable.Range(0, 90).Select(index => FeatureRow.OfDense(new float[] { index % 3 == 0 ? 1 : 0, index % 3 == 1 ? 1 : 0 })).ToList();
        var head = LogisticRegression.Fit(rows, [.. Enumerable.Range(0, 90).Select(index => index % 3)], 3, 0, new LogisticRegressionOptions());

        Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(label, Array.IndexOf(head.Score(rows[label]), head.Score(rows[label]).Max())));
        // At the optimum the intercepts' gradients are 0: mean probabilities are the shares of the classes.
        Assert.Equal(1.0 / 3, rows.Average(row => Probabilities.Of(head.Score(row), 1)[0]), 1e-6);
    }

    [Fact]
    public void One_label_alone_is_an_error() =>
        Assert.Throws<TrainingException>(() => LogisticRegression.Fit([FeatureRow.OfDense(new float[] { 1 })], [0], 2, 0, new LogisticRegressionOptions()));

    private static void AssertMetrics(JsonElement expected, List<int> test, List<double> probabilities)
    {
        var matrix = new ConfusionMatrix(test, [.. probabilities.Select(probability => probability >= 0.5 ? 1 : 0)], 2);
        Assert.Equal(expected.GetProperty("accuracy").GetDouble(), matrix.Accuracy, 1e-6);
        Assert.Equal(expected.GetProperty("macro_f1").GetDouble(), matrix.Macro.F1, 1e-6);
        Assert.Equal(expected.GetProperty("micro_f1").GetDouble(), matrix.Micro.F1, 1e-6);
        Assert.Equal(expected.GetProperty("per_class").GetProperty("injection").GetProperty("f1").GetDouble(), matrix.Of(1).F1, 1e-6);
        var isTrue = test.Select(label => label == 1).ToList();
        Assert.Equal(expected.GetProperty("roc_auc").GetDouble(), RankingMetrics.RocAuc(isTrue, probabilities), 1e-6);
        Assert.Equal(expected.GetProperty("brier").GetDouble(), ProbabilityMetrics.Brier(isTrue, probabilities), 1e-6);
        var isRight = test.Select((label, row) => label == (probabilities[row] >= 0.5 ? 1 : 0)).ToList();
        Assert.Equal(expected.GetProperty("ece_15").GetDouble(), ProbabilityMetrics.CalibrationError(isRight, [.. probabilities.Select(value => Math.Max(value, 1 - value))]), 1e-6);
        Assert.Equal(
            expected.GetProperty("log_loss").GetDouble(), ProbabilityMetrics.LogLoss([.. probabilities.Select((value, row) => test[row] == 1 ? value : 1 - value)]), 1e-6);
    }

    private static List<FeatureRow> HalfPrecisionRows()
    {
        var bytes = File.ReadAllBytes(SharedData.PathOf("golden", "pipelines", "head-embeddings-injection.f16.bin"));
        var values = new float[bytes.Length / 2];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (float)BitConverter.ToHalf(bytes, index * 2);
        }

        return [.. Enumerable.Range(0, values.Length / Dimension).Select(row => FeatureRow.OfDense(values.AsMemory(row * Dimension, Dimension)))];
    }

    private static List<int> Labels(string file) =>
        [.. File.ReadLines(SharedData.PathOf("data", "injection-deepset", file)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("label").GetInt32())];

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() <= tolerance);
    }
}
