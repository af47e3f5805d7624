using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>A head and what is known of it.</summary>
/// <param name="Labels">Its labels in order.</param>
/// <param name="Head">The weights as they are read back from the file.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Settings">Its features and temperature.</param>
/// <param name="Rule">How it decides.</param>
/// <param name="TrainingRows">Rows that it was fitted on.</param>
/// <param name="Validation">The folds' scores, by which threshold and temperature were chosen.</param>
/// <param name="Tests">The sets it was measured on.</param>
public sealed record TrainedHead(
    IReadOnlyList<string> Labels, IHead Head, byte[] Bytes, HeadSettings Settings, DecisionRule Rule, int TrainingRows, HeadReport Validation, IReadOnlyList<HeadReport> Tests);
