namespace PromptLsp.Models.ChatTemplates;

/// <summary>What one rendering may use. Templates come with models from anywhere: one that never ends is an error.</summary>
public sealed record ChatTemplateLimits
{
    /// <summary>The greatest length of a template in UTF-16 code units.</summary>
    public const int GreatestSource = 1 << 20;

    /// <summary>The limits where none are given.</summary>
    public static ChatTemplateLimits Default { get; } = new();

    /// <summary>Statements, expressions and items looked at.</summary>
    public long Steps { get; init; } = 2_000_000;

    /// <summary>UTF-16 code units of all texts made on the way, the rendering among them.</summary>
    public long Characters { get; init; } = 64L << 20;

    /// <summary>Macros that call macros.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>The time of one rendering.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);
}
