namespace PromptLsp.Testing.FakeHub;

/// <summary>What a <see cref="FakeHubServer"/> does wrong in one answer.</summary>
public sealed record FakeHubFault
{
    /// <summary>Nothing.</summary>
    public static FakeHubFault None { get; } = new();

    /// <summary>The connection breaks after so many bytes.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Instead of breaking, the connection stays open and nothing more comes.</summary>
    public bool Hangs { get; init; }

    /// <summary>The bytes are others.</summary>
    public bool IsCorrupt { get; init; }

    /// <summary>So many bytes too many.</summary>
    public int Extra { get; init; }

    /// <summary>Ranges are not known.</summary>
    public bool IgnoresRange { get; init; }

    /// <summary>A status without a body.</summary>
    public int Status { get; init; }

    /// <summary>A redirect.</summary>
    public string? Location { get; init; }
}
