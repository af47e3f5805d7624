using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Training;

/// <summary>Everything that makes a head: data, features, learner, decisions. The same recipe and data give the same weights.</summary>
public sealed record TrainingRecipe
{
    /// <summary>The name it will be called by.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public string Description { get; init; } = "";

    /// <summary>SPDX identifier of what is made.</summary>
    public string? Licence { get; init; }

    /// <summary>The labels in the order of the scores; empty: those of the data, sorted.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>With two labels: the one that the threshold is for; null for the second.</summary>
    public string? Positive { get; init; }

    /// <summary>True where hashed n-grams are features.</summary>
    public bool HasNgrams { get; init; } = true;

    /// <summary>The embedding model whose vectors are features; null for none.</summary>
    public string? Embedding { get; init; }

    /// <summary>The learner of a linear head.</summary>
    public LogisticRegressionOptions Linear { get; init; } = new();

    /// <summary>The learner of a hidden layer; null for a linear head.</summary>
    public HiddenLayerOptions? Hidden { get; init; }

    /// <summary>Validation is by so many folds: each row is scored by a head that was fitted on the other folds. A hidden layer stops early by the first fold.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of folds and learner.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary><c>f1</c>, <c>accuracy</c>, <c>balanced-accuracy</c>, or <c>none</c>: what the threshold is chosen by, on the validation scores.</summary>
    public string Threshold { get; init; } = "none";

    /// <summary>True where probabilities are calibrated by temperature, on the validation scores.</summary>
    public bool IsCalibrated { get; init; } = true;

    /// <summary>What it is trained on.</summary>
    public required IReadOnlyList<DataSource> Data { get; init; }

    /// <summary>What it is measured on, each by itself; texts of these are taken out of the training data.</summary>
    public IReadOnlyList<(string Name, DataSource Source)> Tests { get; init; } = [];

    /// <summary>Where data and licences are from, a line each, for the card.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];

    /// <summary>What it cannot do, a line each, for the card.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}
