using System.CommandLine;
using PromptLsp.Models.Distillation;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Training;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models distill</c>: static embeddings of a sentence-embedding model.</summary>
internal static class ModelsDistillCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var recipe = new Argument<string>("recipe") { Description = "A recipe (.json): teacher, dimension, texts." };
        var folder = new Option<string>("--data") { Description = "The folder that the recipe's paths are below.", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var output = new Option<string>("--out", "-o") { Description = "The folder of the new model.", Required = true, HelpName = "FOLDER" };
        var command = new Command("distill", "Makes static embeddings of a sentence-embedding model: microseconds a text, no network.") { recipe, folder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(recipe);
            var target = parsed.GetRequiredValue(output);
            await DistillAsync(console, DistillationRecipeReader.Read(path), parsed.GetRequiredValue(folder), target, $"promptlsp models distill {path} --data DATA --out {target}", cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task DistillAsync(CliConsole console, DistillationRecipe recipe, string data, string target, string remake, CancellationToken cancellationToken)
    {
        using var teacher = await EmbeddingModel.LoadAsync(recipe.Teacher, cancellationToken: cancellationToken);
        try
        {
            var texts = recipe.Data.SelectMany(source => DataReader.Read(data, source)).Select(row => row.Text).Distinct(StringComparer.Ordinal).ToList();
            var table = await StaticDistiller.RunAsync(teacher, texts, recipe.Options, line => console.Error.WriteLine($"promptlsp: {line}"), cancellationToken);
            StaticPackage.Write(target, recipe, teacher, table, remake);
            await console.Output.WriteLineAsync($"{target}: {table.Rows} vectors of {table.Columns}");
        }
        catch (TrainingException exception)
        {
            throw new CliException(ExitCode.Usage, exception.Message);
        }
    }
}
