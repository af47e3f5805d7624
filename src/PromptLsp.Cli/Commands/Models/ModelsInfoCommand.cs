using System.CommandLine;
using System.Globalization;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Commands.Models;

/// <summary><c>models info</c>: the facts of one model.</summary>
internal static class ModelsInfoCommand
{
    private const int MostLabels = 12;

    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var (model, precision) = (ModelsCommand.Model(), ModelsCommand.Precision());
        var command = new Command("info", "Tells what a model is for, which file is taken, its inputs, labels, limits and licence.") { model, precision };
        command.SetAction(async (parsed, _) =>
        {
            var folder = ModelLocator.Default.Open(parsed.GetRequiredValue(model), parsed.GetValue(precision));
            foreach (var (name, value) in Facts(folder).Where(fact => fact.Value is not null))
            {
                await console.Output.WriteLineAsync($"{name + ":",-16} {value}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<(string Name, string? Value)> Facts(ModelFolder folder)
    {
        var manifest = folder.Manifest;
        var graph = manifest.ModelFile.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? GraphInspector.Inspect(folder) : null;
        return
        [
            ("id", manifest.Id),
            ("description", manifest.Description),
            ("task", manifest.Task),
            ("architecture", manifest.Architecture),
            ("folder", folder.Path),
            ("file", folder.Choice?.ToString() ?? manifest.ModelFile),
            ("precision", graph?.Precision ?? manifest.Precision),
            ("weights", graph is null ? null : string.Create(CultureInfo.InvariantCulture, $"{graph.Parameters:N0} numbers, {graph.Nodes} nodes, operators of version {graph.Opset}{External(graph)}")),
            ("batches", graph is null ? null : graph.BatchDependence is { } reason ? $"one text at a time: {reason}" : "any: a text's result does not depend on its neighbours"),
            ("tokenizer", manifest.TokenizerFile),
            ("tokens", $"up to {manifest.MaxTokens}"),
            ("dimension", manifest.Dimension?.ToString()),
            ("pooling", manifest.Pooling is { } pooling ? $"{pooling}{(manifest.IsNormalized ? ", then L2 norm" : "")}" : null),
            ("query prefix", manifest.QueryPrefix),
            ("passage prefix", manifest.PassagePrefix),
            ("labels", Labels(manifest.Labels)),
            ("scores", manifest.Labels.Count > 0 ? manifest.Activation.ToString().ToLowerInvariant() : null),
            ("thresholds", manifest.Thresholds.Count > 0 ? string.Join(", ", manifest.Thresholds.Select(entry => $"{entry.Key} {entry.Value}")) : null),
            ("licence", manifest.Licence),
            ("source", manifest.Source),
            ("verified by", manifest.Files.Count > 0 ? $"SHA-256 of {manifest.Files.Count} files" : "nothing: the folder has no manifest"),
        ];
    }

    private static string External(GraphFacts graph) => graph.ExternalFiles.Count == 0 ? "" : $", in {string.Join(", ", graph.ExternalFiles)}";

    private static string? Labels(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? null : string.Join(", ", labels.Take(MostLabels)) + (labels.Count > MostLabels ? $" and {labels.Count - MostLabels} more" : "");
}
