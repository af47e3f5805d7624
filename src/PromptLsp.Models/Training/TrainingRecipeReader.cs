using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Training;

/// <summary>Reads a recipe from JSON. Unknown keys are errors.</summary>
public static class TrainingRecipeReader
{
    private static readonly string[] _keys =
    [
        "id", "description", "licence", "labels", "positive", "ngrams", "embedding", "c", "balanced", "hidden", "dropout", "folds", "seed", "threshold", "calibrate",
        "data", "tests", "credits", "limits",
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelLoadException">It is missing or no recipe.</exception>
    public static TrainingRecipe Read(string path)
    {
        using var facts = JsonFacts.Read(path);
        var root = facts.Root;
        RecipeFacts.Check(facts, root, _keys);
        var isBalanced = facts.Flag(root, "balanced");
        var seed = (ulong)RecipeFacts.Number(facts, root, "seed", 1);
        var hidden = (int)RecipeFacts.Number(facts, root, "hidden", 0);
        return new TrainingRecipe
        {
            Id = facts.Text(root, "id"),
            Description = facts.OptionalText(root, "description") ?? "",
            Licence = facts.OptionalText(root, "licence"),
            Labels = facts.Texts(root, "labels"),
            Positive = facts.OptionalText(root, "positive"),
            HasNgrams = facts.Find(root, "ngrams") is null || facts.Flag(root, "ngrams"),
            Embedding = facts.OptionalText(root, "embedding"),
            Linear = new LogisticRegressionOptions { C = RecipeFacts.Number(facts, root, "c", 1), IsBalanced = isBalanced, Tolerance = 1e-5 },
            Hidden = hidden == 0 ? null : new HiddenLayerOptions { Units = hidden, Dropout = RecipeFacts.Number(facts, root, "dropout", 0.2), IsBalanced = isBalanced, Seed = seed },
            Folds = (int)RecipeFacts.Number(facts, root, "folds", 5),
            Seed = seed,
            Threshold = facts.OptionalText(root, "threshold") ?? "none",
            IsCalibrated = facts.Find(root, "calibrate") is null || facts.Flag(root, "calibrate"),
            Data = [.. RecipeFacts.Items(facts, root, "data").Select(item => RecipeFacts.Source(facts, item))],
            Tests = [.. RecipeFacts.Items(facts, root, "tests").Select(item => (facts.Text(item, "name"), RecipeFacts.Source(facts, item)))],
            Credits = facts.Texts(root, "credits"),
            Limits = facts.Texts(root, "limits"),
        };
    }
}
