namespace PromptLsp.Core.Rendering;

/// <summary>What a template may use up. Each limit is named in the error of a template that reaches it.</summary>
public sealed record RenderLimits
{
    /// <summary>The limits where nothing else is said.</summary>
    public static RenderLimits Default { get; } = new();

    /// <summary>Greatest number of iterations of all loops together.</summary>
    public int Iterations { get; init; } = 100_000;

    /// <summary>Greatest depth of partials and functions that call each other.</summary>
    public int Recursion { get; init; } = 50;

    /// <summary>Greatest length of the rendered prompt, and of any text on the way to it, in UTF-16 code units.</summary>
    public int OutputLength { get; init; } = 8 * 1024 * 1024;

    /// <summary>Greatest time for one rendering.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Greatest time for one match of a regular expression.</summary>
    public TimeSpan RegexTime { get; init; } = TimeSpan.FromMilliseconds(250);
}
