using PromptLsp.Models.Heads;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Training;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Tests.Training;

public sealed class HeadTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_of_labelled_texts_becomes_a_model_that_classifies()
    {
        var recipe = Recipe();
        var trained = await new HeadTrainer(recipe, _folder.Path, null, _ => { }).RunAsync(TestContext.Current.CancellationToken);
        HeadPackage.Write(_folder.Path + "/model", recipe, trained, "promptlsp models train rows.csv");

        var head = HeadClassifier.LoadWithoutEmbedding(ModelFolder.Open(_folder.Path + "/model"));
        var answers = await head.ClassifyAsync(["the red apple is sweet", "the fast car is loud"], TestContext.Current.CancellationToken);
        Assert.Equal(["fruit", "vehicle"], answers.Select(answer => answer.Label));
        Assert.Equal(1, trained.Tests.Single().Matrix.Accuracy);
        Assert.Contains("promptlsp models train rows.csv", File.ReadAllText(_folder.Path + "/model/README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task The_same_seed_gives_the_same_bytes(int hidden)
    {
        var recipe = Recipe() with { Hidden = hidden == 0 ? null : new HiddenLayerOptions { Units = hidden, MaxEpochs = 5 }, Folds = 2 };
        var first = await new HeadTrainer(recipe, _folder.Path, null, _ => { }).RunAsync(TestContext.Current.CancellationToken);
        var second = await new HeadTrainer(recipe, _folder.Path, null, _ => { }).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public async Task Training_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var trainer = new HeadTrainer(Recipe(), _folder.Path, null, _ => cancelled.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trainer.RunAsync(cancelled.Token));
    }

    [Fact]
    public void A_hidden_layer_learns_what_no_line_can()
    {
        // The exclusive or of two signs.
        var rows = Enumerable.Range(0, 200).Select(index => FeatureRow.OfDense(new float[] { index % 2 == 0 ? 1 : -1, index / 2 % 2 == 0 ? 1 : -1 })).ToList();
        var labels = Enumerable.Range(0, 200).Select(index => index % 2 == index / 2 % 2 ? 0 : 1).ToList();
        var head = HiddenLayerTrainer.Train(rows, labels, rows[..40], labels[..40], 2, 0, new HiddenLayerOptions { Units = 16, Dropout = 0.1, LearningRate = 0.02, MaxEpochs = 100, Patience = 20 });
        Assert.All(Enumerable.Range(0, 4), row => Assert.Equal(labels[row] == 1, head.Score(rows[row])[0] > 0));
    }

    [Fact]
    public void The_threshold_is_the_smallest_of_the_best() =>
        Assert.Equal((0.6, 1.0), ThresholdChoice.ByF1([false, true, true], [0.2, 0.6, 0.9]));

    [Fact]
    public void Overconfident_scores_are_divided()
    {
        // Right nine times of ten, but as sure as e^10 to 1: the temperature that fits is 10 / ln 9.
        var labels = Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? 0 : 1).ToList();
        Assert.Equal(10 / Math.Log(9), TemperatureScaling.Fit([.. labels.Select(_ => new[] { 10.0 })], labels), 0.01);
    }

    [Fact]
    public void A_wrong_label_or_column_names_the_file()
    {
        _folder.Write("rows.csv", "text,label\na,b\n");
        var missing = Assert.Throws<TrainingException>(() => DataReader.Read(_folder.Path, new DataSource { Path = "rows.csv", Label = "kind" }));
        Assert.Contains("rows.csv", missing.Message, StringComparison.Ordinal);
    }

    private TrainingRecipe Recipe()
    {
        string[] fruit = ["apple", "pear", "plum", "grape"], vehicles = ["car", "bus", "train", "truck"], words = ["is sweet", "is loud", "is here", "was bought", "and more"];
        var rows = Enumerable.Range(0, 100).Select(index => index % 2 == 0
            ? $"\"the red {fruit[index / 2 % 4]}, {words[index % 5]} {index}\",fruit" : $"\"the fast {vehicles[index / 2 % 4]}, {words[index % 5]} {index}\",vehicle");
        _folder.Write("rows.csv", "text,label\n" + string.Join('\n', rows) + "\n");
        var source = new DataSource { Path = "rows.csv", Label = "label" };
        return new TrainingRecipe
        {
            Id = "things",
            Threshold = "f1",
            Data = [source with { Modulus = 5, Remainders = [0, 1, 2, 3] }],
            Tests = [("last fifth", source with { Modulus = 5, Remainders = [4] })],
        };
    }
}
