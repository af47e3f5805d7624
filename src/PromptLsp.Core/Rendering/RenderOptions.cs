namespace PromptLsp.Core.Rendering;

/// <summary>How to render.</summary>
public sealed record RenderOptions
{
    /// <summary>For sending: every mistake is an error.</summary>
    public static RenderOptions Strict { get; } = new();

    /// <summary>For showing while somebody types: what cannot be rendered is left out.</summary>
    public static RenderOptions Preview { get; } = new() { IsTolerant = true };

    /// <summary>True: undefined variables render as nothing and broken tags are left out, so that the rest can be shown.</summary>
    public bool IsTolerant { get; init; }

    /// <summary>What the template may use up.</summary>
    public RenderLimits Limits { get; init; } = RenderLimits.Default;

    /// <summary>An earlier rendering of the same prompt, whose strings are used again where the text is the same; null where there is none.</summary>
    internal RenderedPrompt? Earlier { get; init; }
}
