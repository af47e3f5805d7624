using PromptLsp.Models.Loading;
using PromptLsp.Models.Training;

namespace PromptLsp.Models.Distillation;

/// <summary>Reads a recipe from JSON. Unknown keys are errors.</summary>
public static class DistillationRecipeReader
{
    private static readonly string[] _keys =
        ["id", "description", "licence", "teacher", "dimension", "skipped_components", "epochs", "learning_rate", "pull", "max_tokens", "seed", "data", "credits", "figures", "limits"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelLoadException">It is missing or no recipe.</exception>
    public static DistillationRecipe Read(string path)
    {
        using var facts = JsonFacts.Read(path);
        var root = facts.Root;
        RecipeFacts.Check(facts, root, _keys);
        var usual = new DistillationOptions();
        return new DistillationRecipe
        {
            Id = facts.Text(root, "id"),
            Description = facts.OptionalText(root, "description") ?? "",
            Licence = facts.OptionalText(root, "licence"),
            Teacher = facts.Text(root, "teacher"),
            Options = new DistillationOptions
            {
                Dimension = (int)RecipeFacts.Number(facts, root, "dimension", usual.Dimension),
                SkippedComponents = (int)RecipeFacts.Number(facts, root, "skipped_components", usual.SkippedComponents),
                Epochs = (int)RecipeFacts.Number(facts, root, "epochs", usual.Epochs),
                LearningRate = RecipeFacts.Number(facts, root, "learning_rate", usual.LearningRate),
                Pull = RecipeFacts.Number(facts, root, "pull", usual.Pull),
                MaxTokens = (int)RecipeFacts.Number(facts, root, "max_tokens", usual.MaxTokens),
                Seed = (ulong)RecipeFacts.Number(facts, root, "seed", usual.Seed),
            },
            Data = [.. RecipeFacts.Items(facts, root, "data").Select(item => RecipeFacts.Source(facts, item))],
            Credits = facts.Texts(root, "credits"),
            Figures = facts.Texts(root, "figures"),
            Limits = facts.Texts(root, "limits"),
        };
    }
}
