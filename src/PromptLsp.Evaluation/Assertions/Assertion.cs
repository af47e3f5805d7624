using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Assertions;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>One assertion of a test, as read.</summary>
public sealed record Assertion
{
    /// <summary>The type as written, with its <c>not-</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it looks at; meaningless where <see cref="Defect"/> says that the type is unknown.</summary>
    public AssertionKind Kind { get; init; }

    /// <summary>True for a <c>not-</c> form.</summary>
    public bool Negated { get; init; }

    /// <summary>What is expected, files already read; null where nothing is given.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The threshold as given; null where the type's own counts.</summary>
    public double? Threshold { get; init; }

    /// <summary>The local model that judges, as written: a name, or a folder; null where there is none.</summary>
    public string? Model { get; init; }

    /// <summary>How much it counts, from 0. 0: it is shown and counts for nothing.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The named score it adds to, or null.</summary>
    public string? Metric { get; init; }

    /// <summary>The members of an <c>assert-set</c>.</summary>
    public ImmutableArray<Assertion> Members { get; init; } = [];

    /// <summary>Why it cannot be judged, for people; null where it can. Suites with a defect are not run.</summary>
    public string? Defect { get; init; }

    /// <summary>The model's absolute folder, where <see cref="Model"/> is one.</summary>
    internal string? ModelFolder { get; init; }

    /// <summary>True where the value refers to variables of the test.</summary>
    internal bool HasReferences { get; init; }

    /// <summary>The JSON Schema that the value holds, where it refers to no variable.</summary>
    internal JsonElement? Schema { get; init; }
}
