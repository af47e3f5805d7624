using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Inference;

/// <summary>What the output of a graph must look like for the task of its model.</summary>
/// <param name="Name">The usual name of the output.</param>
/// <param name="IsPerToken">True for [batch, sequence, width], false for [batch, width].</param>
/// <param name="Width">Numbers of each row: the dimension, or one a label.</param>
/// <param name="WidthSource">What says so, for errors.</param>
internal sealed record OutputShape(string Name, bool IsPerToken, int Width, string WidthSource)
{
    /// <exception cref="ModelFormatException">The model's task has no such output, or it says nothing of the width.</exception>
    public static OutputShape Of(ModelFolder folder)
    {
        var manifest = folder.Manifest;
        return manifest.Task switch
        {
            ModelTasks.Embedding when manifest.Dimension is { } dimension => new OutputShape("last_hidden_state", true, dimension, $"the dimension {dimension}"),
            ModelTasks.TextClassification or ModelTasks.TextRanking when manifest.Labels.Count > 0 => Labels(manifest, false),
            ModelTasks.TokenClassification when manifest.Labels.Count > 0 => Labels(manifest, true),
            _ => throw new ModelFormatException(folder.Path,
                $"The model '{manifest.Id}' in '{folder.Path}' is for '{manifest.Task}' with {manifest.Labels.Count} labels: an encoder with a dimension or labels was expected. Choose another model."),
        };
    }

    private static OutputShape Labels(ModelManifest manifest, bool isPerToken) =>
        new("logits", isPerToken, manifest.Labels.Count, $"the number of labels, {manifest.Labels.Count},");
}
