using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Distillation;

/// <summary>Everything that makes a static model.</summary>
public sealed record DistillationRecipe
{
    /// <summary>The name it will be called by.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public string Description { get; init; } = "";

    /// <summary>SPDX identifier of what is made.</summary>
    public string? Licence { get; init; }

    /// <summary>The teacher: a local embedding model with a WordPiece tokenizer.</summary>
    public required string Teacher { get; init; }

    /// <summary>How.</summary>
    public DistillationOptions Options { get; init; } = new();

    /// <summary>Unlabelled texts to train on; none: no training.</summary>
    public IReadOnlyList<DataSource> Data { get; init; } = [];

    /// <summary>Where data and licences are from, a line each, for the card.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];

    /// <summary>What was measured and by what command, a line each, for the card.</summary>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>What it cannot do, a line each, for the card.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}
