using System.Globalization;
using System.Text;
using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>The card of a head: what it is, what it was trained on, how good it is, what it cannot do, how it is made again.</summary>
public static class HeadCard
{
    /// <summary>The card as Markdown.</summary>
    /// <param name="recipe">What was trained.</param>
    /// <param name="trained">The head.</param>
    /// <param name="remake">The command that makes it again.</param>
    public static string Write(TrainingRecipe recipe, TrainedHead trained, string remake)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {recipe.Id}\n\n{recipe.Description}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Labels: {string.Join(", ", trained.Labels)}. Features: {Features(trained.Settings)}. {Learner(recipe)} Trained on {trained.TrainingRows} texts.\n");
        card.Append(CultureInfo.InvariantCulture, $"{Decision(recipe, trained)}\n\nMade by:\n\n```\n{remake}\n```\n\n");
        PackageFiles.List(card, "Data", recipe.Credits);
        card.Append("## Figures\n\nEach set by itself; no test set decided anything. Intervals: 95 %, accuracy by Wilson, F1 by bootstrap (1000 draws).\n\n");
        card.Append("| set | rows | accuracy | F1 of the label | ROC-AUC | calibration error | Brier |\n|---|---|---|---|---|---|---|\n");
        foreach (var report in trained.Tests.Prepend(trained.Validation))
        {
            card.Append(Row(report));
        }

        card.Append("\nA set of one label has no F1 and no ROC-AUC: one minus its accuracy is the rate of false alarms.\n\n");
        PackageFiles.List(card, "Limits", recipe.Limits);
        return card.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>One set's figures in a line for people.</summary>
    public static string Line(HeadReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Name}: {report.Matrix.Total} rows, accuracy {report.Matrix.Accuracy:0.0000} ({report.AccuracyInterval.Low:0.0000} to {report.AccuracyInterval.High:0.0000}), macro F1 {report.Matrix.MacroOfPresent.F1:0.000}, F1 {report.F1OfPositive:0.000}, ROC-AUC {report.RocAuc:0.000}, calibration error {report.CalibrationError:0.000}, Brier {report.Brier:0.000}; confusion {Confusion(report)}");

    private static string Confusion(HeadReport report) => "[" + string.Join(", ", Enumerable.Range(0, report.Matrix.Classes).Select(truth =>
        "[" + string.Join(", ", Enumerable.Range(0, report.Matrix.Classes).Select(prediction => report.Matrix[truth, prediction])) + "]")) + "]";

    private static string Features(HeadSettings settings)
    {
        var ngrams = settings.Ngrams is { } given
            ? $"hashed n-grams (words {given.ShortestWords} to {given.LongestWords}, characters within words {given.ShortestCharacters} to {given.LongestCharacters}, {given.Buckets} buckets each)"
            : null;
        return string.Join(" and ", new[] { ngrams, settings.Embedding is { } model ? $"the embedding of {model}" : null }.Where(part => part is not null));
    }

    private static string Learner(TrainingRecipe recipe) => recipe.Hidden is { } hidden
        ? $"One hidden layer of {hidden.Units} units, dropout {hidden.Dropout.ToString(CultureInfo.InvariantCulture)}."
        : $"Logistic regression, C = {recipe.Linear.C.ToString(CultureInfo.InvariantCulture)}{(recipe.Linear.IsBalanced ? ", classes balanced" : "")}.";

    private static string Decision(TrainingRecipe recipe, TrainedHead trained) => trained.Rule.Threshold is { } threshold
        ? string.Create(CultureInfo.InvariantCulture,
            $"Decides for {trained.Labels[trained.Rule.Positive]} from a probability of {threshold:0.000} on: the threshold of best {recipe.Threshold} on the validation folds of the training data. Temperature {trained.Settings.Temperature:0.000}.")
        : string.Create(CultureInfo.InvariantCulture, $"The highest probability decides. Temperature {trained.Settings.Temperature:0.000}.");

    private static string Row(HeadReport report)
    {
        var f1 = report.F1Interval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"{report.F1OfPositive:0.000} ({interval.Low:0.000} to {interval.High:0.000})") : "–";
        var auc = double.IsNaN(report.RocAuc) ? "–" : report.RocAuc.ToString("0.000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {report.Name} | {report.Matrix.Total} | {report.Matrix.Accuracy:0.0000} ({report.AccuracyInterval.Low:0.0000} to {report.AccuracyInterval.High:0.0000}) | {f1} | {auc} | {report.CalibrationError:0.000} | {report.Brier:0.000} |\n");
    }
}
