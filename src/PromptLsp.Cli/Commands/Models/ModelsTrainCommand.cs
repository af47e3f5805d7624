using System.CommandLine;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Training;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models train</c>: a classifier's head from a recipe, or from one file of labelled texts.</summary>
internal static class ModelsTrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var input = new Argument<string>("recipe|file") { Description = "A recipe (.json), or labelled texts (.csv, .tsv, .jsonl)." };
        var folder = new Option<string>("--data") { Description = "The folder that the recipe's paths are below.", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var output = new Option<string>("--out", "-o") { Description = "The folder of the new model.", Required = true, HelpName = "FOLDER" };
        var settings = new TrainingOptions();
        var command = new Command("train", "Trains a text classifier: n-grams, an embedding or both, linear or with a hidden layer; writes a model with its card.") { input, folder, output };
        settings.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(input);
            var target = parsed.GetRequiredValue(output);
            var isRecipe = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
            var recipe = isRecipe ? TrainingRecipeReader.Read(path) : settings.Recipe(parsed, path, target);
            var remake = $"promptlsp models train {path} {(isRecipe ? "--data DATA " : "")}--out {target}{(isRecipe ? "" : settings.Written(parsed))}";
            await TrainAsync(console, recipe, isRecipe ? parsed.GetRequiredValue(folder) : "", target, remake, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task TrainAsync(CliConsole console, TrainingRecipe recipe, string data, string target, string remake, CancellationToken cancellationToken)
    {
        using var embeddings = recipe.Embedding is { } model ? await EmbeddingModel.LoadAsync(model, cancellationToken: cancellationToken) : null;
        try
        {
            var trained = await new HeadTrainer(recipe, data, embeddings, line => console.Error.WriteLine($"promptlsp: {line}")).RunAsync(cancellationToken);
            HeadPackage.Write(target, recipe, trained, remake);
            foreach (var report in trained.Tests.Prepend(trained.Validation))
            {
                await console.Output.WriteLineAsync(HeadCard.Line(report));
            }
        }
        catch (TrainingException exception)
        {
            throw new CliException(ExitCode.Usage, exception.Message);
        }
    }
}
