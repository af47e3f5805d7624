using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.StaticEmbeddings;
using PromptLsp.Models.Training;

namespace PromptLsp.Models.Distillation;

/// <summary>Writes a distilled table as a model: vectors, the teacher's tokenizer, manifest and card.</summary>
public static class StaticPackage
{
    private const int MaxTokens = 8192;
    private const string TokenizerFile = "tokenizer.json";

    /// <summary>Writes the folder.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="recipe">What was distilled.</param>
    /// <param name="teacher">The teacher.</param>
    /// <param name="table">The vectors.</param>
    /// <param name="remake">The command that makes it again, for the card.</param>
    public static void Write(string folder, DistillationRecipe recipe, EmbeddingModel teacher, StaticTable table, string remake)
    {
        Directory.CreateDirectory(folder);
        var tokenizer = File.ReadAllBytes(teacher.Folder.TokenizerPath);
        PackageFiles.Replace(Path.Combine(folder, StaticTable.FileName), table.ToBytes());
        PackageFiles.Replace(Path.Combine(folder, TokenizerFile), tokenizer);
        PackageFiles.Replace(Path.Combine(folder, "README.md"), Encoding.UTF8.GetBytes(Card(recipe, table, remake)));
        PackageFiles.Replace(Path.Combine(folder, "manifest.json"), PackageFiles.Json(writer => Manifest(writer, recipe, table, tokenizer)));
    }

    private static void Manifest(Utf8JsonWriter writer, DistillationRecipe recipe, StaticTable table, byte[] tokenizer)
    {
        writer.WriteNumber("manifest", 1);
        writer.WriteString("id", recipe.Id);
        writer.WriteString("task", "embedding");
        writer.WriteString("description", recipe.Description);
        writer.WriteString("architecture", StaticRunner.Architecture);
        writer.WriteString("precision", "int8");
        if (recipe.Licence is { } licence)
        {
            writer.WriteString("licence", licence);
        }

        writer.WriteString("source", $"distilled from {recipe.Teacher} by promptlsp models distill; see README.md");
        writer.WriteString("model", StaticTable.FileName);
        writer.WriteString("tokenizer", TokenizerFile);
        writer.WriteString("pooling", "mean");
        writer.WriteString("normalization", "l2");
        writer.WriteNumber("dimension", table.Columns);
        writer.WriteNumber("max_tokens", MaxTokens);
        PackageFiles.WriteFiles(writer, (StaticTable.FileName, table.ToBytes()), (TokenizerFile, tokenizer));
    }

    private static string Card(DistillationRecipe recipe, StaticTable table, string remake)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {recipe.Id}\n\n{recipe.Description}\n\n");
        card.Append(CultureInfo.InvariantCulture,
            $"{table.Rows} token vectors of {table.Columns} int8 numbers: the mean of a text's tokens, of length one. Distilled from {recipe.Teacher}: its vectors of single tokens, ");
        card.Append(CultureInfo.InvariantCulture,
            $"principal components without the first {recipe.Options.SkippedComponents}, weights by rank, then {recipe.Options.Epochs} times through unlabelled texts whose cosines the teacher knows. ");
        card.Append(CultureInfo.InvariantCulture, $"Made by:\n\n```\n{remake}\n```\n\n");
        PackageFiles.List(card, "Data", recipe.Credits);
        PackageFiles.List(card, "Figures", recipe.Figures);
        PackageFiles.List(card, "Limits", recipe.Limits);
        return card.ToString().TrimEnd('\n') + "\n";
    }
}
