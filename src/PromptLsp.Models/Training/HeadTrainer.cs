using Microsoft.Extensions.AI;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Training;

/// <summary>
/// Takes a recipe to a head: features, validation by stratified folds, temperature and threshold on the validation scores, the fit on all training rows, rounding,
/// measurement on each test set. Test sets decide nothing.
/// </summary>
/// <param name="recipe">What to do.</param>
/// <param name="folder">Where the data lies.</param>
/// <param name="embeddings">The recipe's embedding model; null where it has none. Not owned.</param>
/// <param name="report">Told what is done, a line a step.</param>
public sealed class HeadTrainer(TrainingRecipe recipe, string folder, IEmbeddingGenerator<string, Embedding<float>>? embeddings, Action<string> report)
{
    private const int TextsAtOnce = 256;

    private readonly NgramOptions? _ngrams = recipe.HasNgrams ? NgramOptions.Usual : null;

    private int SparseColumns => _ngrams?.Columns ?? 0;

    /// <summary>Trains and measures.</summary>
    /// <exception cref="TrainingException">The data does not fit the recipe.</exception>
    public async Task<TrainedHead> RunAsync(CancellationToken cancellationToken = default)
    {
        if (!recipe.HasNgrams && recipe.Embedding is null)
        {
            throw new TrainingException("The recipe has no features: n-grams, an embedding, or both are needed.");
        }

        var tests = recipe.Tests.Select(test => (test.Name, Rows: DataReader.Read(folder, test.Source))).ToList();
        var data = TrainingRows(tests.SelectMany(test => test.Rows).Select(row => row.Text));
        IReadOnlyList<string> labels = recipe.Labels.Count > 0 ? recipe.Labels : [.. data.Select(row => row.Label).Distinct().Order(StringComparer.Ordinal)];
        var rows = LabelledRows.Of(data, labels);
        var features = await FeaturesAsync(rows, "training", cancellationToken);
        var (temperature, rule, validation) = Validate(features, rows.Labels, labels, cancellationToken);
        report("fit on all training rows");
        var bytes = HeadFile.ToBytes(Fit(features, rows.Labels, labels.Count, Folds(rows.Labels).Select(fold => fold == 0), cancellationToken));
        var head = HeadFile.Read(bytes, recipe.Id);
        var reports = new List<HeadReport>();
        foreach (var (name, testRows) in tests)
        {
            reports.Add(await MeasureAsync(name, LabelledRows.Of(testRows, labels), head, temperature, rule, cancellationToken));
        }

        return new TrainedHead(labels, head, bytes, new HeadSettings(_ngrams, recipe.Embedding, temperature), rule, rows.Texts.Count, validation, reports);
    }

    private List<DataRow> TrainingRows(IEnumerable<string> testTexts)
    {
        var taken = testTexts.ToHashSet(StringComparer.Ordinal);
        var rows = recipe.Data.SelectMany(source => DataReader.Read(folder, source)).Where(row => row.Text.Length > 0 && !taken.Contains(row.Text)).DistinctBy(row => row.Text).ToList();
        return rows.Count > 0 ? rows : throw new TrainingException("The recipe's data has no rows to train on.");
    }

    private async Task<List<FeatureRow>> FeaturesAsync(LabelledRows rows, string what, CancellationToken cancellationToken)
    {
        var extractor = new FeatureExtractor(_ngrams, recipe.Embedding is null ? null : embeddings);
        var features = new List<FeatureRow>(rows.Texts.Count);
        for (var first = 0; first < rows.Texts.Count; first += TextsAtOnce)
        {
            features.AddRange(await extractor.ExtractAsync([.. rows.Texts.Skip(first).Take(TextsAtOnce)], cancellationToken));
            report($"features of {what}: {features.Count} of {rows.Texts.Count}");
        }

        return features;
    }

    private int[] Folds(IReadOnlyList<int> labels) => StratifiedFolds.Deal(labels, Math.Max(2, recipe.Folds), recipe.Seed);

    private (double Temperature, DecisionRule Rule, HeadReport Report) Validate(
        List<FeatureRow> features, IReadOnlyList<int> labels, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var scores = new double[labels.Count][];
        var folds = Folds(labels);
        foreach (var fold in folds.Distinct().Order())
        {
            report($"validation fold {fold + 1}");
            var inner = Enumerable.Range(0, labels.Count).Where(row => folds[row] != fold).ToList();
            var innerFolds = StratifiedFolds.Deal([.. inner.Select(row => labels[row])], Math.Max(2, recipe.Folds), recipe.Seed);
            var head = Fit([.. inner.Select(row => features[row])], [.. inner.Select(row => labels[row])], names.Count, innerFolds.Select(each => each == 0), cancellationToken);
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] = folds[row] == fold ? head.Score(features[row]) : scores[row];
            }
        }

        var temperature = recipe.IsCalibrated ? TemperatureScaling.Fit(scores, labels) : 1;
        var probabilities = scores.Select(row => Probabilities.Of(row, temperature)).ToList();
        var rule = Rule(probabilities, labels, names);
        return (temperature, rule, HeadReport.Of("validation folds", labels, probabilities, rule));
    }

    private DecisionRule Rule(List<double[]> probabilities, IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        var positive = recipe.Positive is { } name ? names.ToList().IndexOf(name) : names.Count - 1;
        if (positive < 0)
        {
            throw new TrainingException($"The positive label '{recipe.Positive}' is none of {string.Join(", ", names)}.");
        }

        var isTrue = labels.Select(label => label == positive).ToList();
        var scores = probabilities.Select(row => row[positive]).ToList();
        return new DecisionRule(positive, recipe.Threshold switch
        {
            "none" => null,
            "f1" => ThresholdChoice.ByF1(isTrue, scores).Threshold,
            "accuracy" => ThresholdChoice.ByAccuracy(isTrue, scores).Threshold,
            "balanced-accuracy" => ThresholdChoice.ByBalancedAccuracy(isTrue, scores).Threshold,
            var other => throw new TrainingException($"The threshold is chosen by f1, accuracy, balanced-accuracy or none, not by '{other}'."),
        });
    }

    private IHead Fit(List<FeatureRow> features, IReadOnlyList<int> labels, int classes, IEnumerable<bool> isForStopping, CancellationToken cancellationToken)
    {
        if (recipe.Hidden is not { } hidden)
        {
            return LogisticRegression.Fit(features, labels, classes, SparseColumns, recipe.Linear, cancellationToken);
        }

        var stops = isForStopping.ToList();
        List<int> train = [.. Enumerable.Range(0, labels.Count).Where(row => !stops[row])], stop = [.. Enumerable.Range(0, labels.Count).Where(row => stops[row])];
        return HiddenLayerTrainer.Train(
            [.. train.Select(row => features[row])], [.. train.Select(row => labels[row])], [.. stop.Select(row => features[row])], [.. stop.Select(row => labels[row])],
            classes, SparseColumns, hidden, report, cancellationToken);
    }

    private async Task<HeadReport> MeasureAsync(string name, LabelledRows rows, IHead head, double temperature, DecisionRule rule, CancellationToken cancellationToken)
    {
        var features = await FeaturesAsync(rows, name, cancellationToken);
        return HeadReport.Of(name, rows.Labels, [.. features.Select(row => Probabilities.Of(head.Score(row), temperature))], rule);
    }
}
