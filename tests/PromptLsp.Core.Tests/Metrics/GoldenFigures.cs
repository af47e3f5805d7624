using System.Text.Json;
using PromptLsp.Core.Metrics;

namespace PromptLsp.Core.Tests.Metrics;

/// <summary>Our figures for one row of the reference, by the reference's names.</summary>
internal sealed class GoldenFigures
{
    private readonly int[] _truths;
    private readonly int[] _predictions;
    private readonly int _classes;
    private readonly double[][] _scores;
    private readonly bool _isBinary;
    private readonly ConfusionMatrix _matrix;

    public GoldenFigures(JsonElement row)
    {
        var labels = row.GetProperty("labels").EnumerateArray().Select(label => label.ToString()).ToList();
        _classes = labels.Count;
        _truths = [.. row.GetProperty("y_true").EnumerateArray().Select(label => labels.IndexOf(label.ToString()))];
        _predictions = [.. row.GetProperty("y_pred").EnumerateArray().Select(label => labels.IndexOf(label.ToString()))];
        _isBinary = row.GetProperty("kind").GetString() == "binary";
        _scores = row.TryGetProperty("scores", out var scores) ? [.. scores.EnumerateArray().Select(Row)] : [];
        _matrix = new ConfusionMatrix(_truths, _predictions, _classes);
    }

    public IReadOnlyList<double> Of(string name) => name switch
    {
        "accuracy" => [_matrix.Accuracy],
        "balanced_accuracy" => [_matrix.BalancedAccuracy],
        "mcc" => [_matrix.MatthewsCorrelation],
        "confusion_matrix" => [.. Enumerable.Range(0, _classes * _classes).Select(cell => (double)_matrix[cell / _classes, cell % _classes])],
        "micro" => Triple(_matrix.Micro),
        "macro" => Triple(_matrix.Macro),
        "weighted" => Triple(_matrix.Weighted),
        "per_class" => [.. Enumerable.Range(0, _classes).SelectMany(index => (double[])[.. Triple(_matrix.Of(index)), _matrix.Of(index).Support])],
        "macro_present_labels_only" => Triple(_matrix.MacroOfPresent),
        "positive_class" => Triple(_matrix.Of(1)),
        "kappa" => [_matrix.Kappa()],
        "kappa_linear" => [_matrix.Kappa(1)],
        "kappa_quadratic" => [_matrix.Kappa(2)],
        "roc_auc" => [RankingMetrics.RocAuc(Positive(), Second())],
        "average_precision" => [RankingMetrics.AveragePrecision(Positive(), Second())],
        "roc_auc_ovr_macro" => [RankingMetrics.OneVersusRest(RankingMetrics.RocAuc, _truths, _scores)],
        "roc_auc_ovr_weighted" => [RankingMetrics.OneVersusRest(RankingMetrics.RocAuc, _truths, _scores, isWeighted: true)],
        "roc_auc_ovo_macro" => [RankingMetrics.OneVersusOne(_truths, _scores)],
        "average_precision_macro" => [RankingMetrics.OneVersusRest(RankingMetrics.AveragePrecision, _truths, _scores)],
        "log_loss" => [ProbabilityMetrics.LogLoss([.. _scores.Select((row, index) => row[_truths[index]])])],
        "brier" => [ProbabilityMetrics.Brier(Positive(), Second())],
        "brier_multiclass_sum" => [ProbabilityMetrics.BrierSum(_truths, _scores)],
        "ece_15_top_label" => [ProbabilityMetrics.CalibrationError(Right(), Confidences())],
        "ece_15_positive_probability" => [ProbabilityMetrics.CalibrationError(Positive(), Second())],
        "ece_table" => [.. ProbabilityMetrics.CalibrationTable(Right(), Confidences()).SelectMany(bin => (double[])[bin.Bin, bin.Count, bin.Accuracy, bin.Confidence])],
        _ => throw new ArgumentException(name),
    };

    private static double[] Triple(ClassScores scores) => [scores.Precision, scores.Recall, scores.F1];

    private double[] Row(JsonElement row) => _isBinary ? [1 - row.GetDouble(), row.GetDouble()] : [.. row.EnumerateArray().Select(value => value.GetDouble())];

    private List<bool> Positive() => [.. _truths.Select(truth => truth == 1)];

    private List<double> Second() => [.. _scores.Select(row => row[1])];

    private List<bool> Right() => [.. _truths.Select((truth, index) => truth == _predictions[index])];

    private List<double> Confidences() => [.. _scores.Select((row, index) => row[_predictions[index]])];
}
