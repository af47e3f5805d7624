using System.Text;
using System.Text.Json;
using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>Writes a trained head as a model: weights, manifest and card. The files are written beside the old ones and put in their place at the end.</summary>
public static class HeadPackage
{
    /// <summary>Writes the folder.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="recipe">What was trained.</param>
    /// <param name="trained">The head.</param>
    /// <param name="remake">The command that makes it again, for the card.</param>
    public static void Write(string folder, TrainingRecipe recipe, TrainedHead trained, string remake)
    {
        Directory.CreateDirectory(folder);
        PackageFiles.Replace(Path.Combine(folder, HeadFile.FileName), trained.Bytes);
        PackageFiles.Replace(Path.Combine(folder, "README.md"), Encoding.UTF8.GetBytes(HeadCard.Write(recipe, trained, remake)));
        PackageFiles.Replace(Path.Combine(folder, "manifest.json"), PackageFiles.Json(writer => Manifest(writer, recipe, trained)));
    }

    private static void Manifest(Utf8JsonWriter writer, TrainingRecipe recipe, TrainedHead trained)
    {
        writer.WriteNumber("manifest", 1);
        writer.WriteString("id", recipe.Id);
        writer.WriteString("task", "text-classification");
        writer.WriteString("description", recipe.Description);
        writer.WriteString("architecture", HeadSettings.Architecture);
        writer.WriteString("precision", "n-gram weights int8, others fp32");
        if (recipe.Licence is { } licence)
        {
            writer.WriteString("licence", licence);
        }

        writer.WriteString("source", "trained by promptlsp models train; see README.md");
        writer.WriteString("model", HeadFile.FileName);
        writer.WriteNumber("max_tokens", HashedNgrams.MaxCharacters);
        WriteDecision(writer, trained);
        WriteHead(writer, trained.Settings);
        PackageFiles.WriteFiles(writer, (HeadFile.FileName, trained.Bytes));
    }

    private static void WriteDecision(Utf8JsonWriter writer, TrainedHead trained)
    {
        writer.WriteStartArray("labels");
        foreach (var label in trained.Labels)
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
        if (trained.Rule.Threshold is { } threshold)
        {
            writer.WriteStartObject("thresholds");
            writer.WriteNumber(trained.Labels[trained.Rule.Positive], threshold);
            writer.WriteEndObject();
        }
    }

    private static void WriteHead(Utf8JsonWriter writer, HeadSettings settings)
    {
        writer.WriteStartObject("head");
        if (settings.Ngrams is { } ngrams)
        {
            writer.WriteStartObject("ngrams");
            writer.WriteNumber("shortest_words", ngrams.ShortestWords);
            writer.WriteNumber("longest_words", ngrams.LongestWords);
            writer.WriteNumber("shortest_characters", ngrams.ShortestCharacters);
            writer.WriteNumber("longest_characters", ngrams.LongestCharacters);
            writer.WriteNumber("buckets", ngrams.Buckets);
            writer.WriteEndObject();
        }

        if (settings.Embedding is { } embedding)
        {
            writer.WriteString("embedding", embedding);
        }

        writer.WriteNumber("temperature", settings.Temperature);
        writer.WriteEndObject();
    }
}
