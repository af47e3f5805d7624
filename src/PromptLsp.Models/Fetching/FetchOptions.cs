namespace PromptLsp.Models.Fetching;

/// <summary>How a model is fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>Which precision of several ONNX files, or null for <c>onnx/model.onnx</c>.</summary>
    public string? Precision { get; init; }

    /// <summary>The most bytes of all files together.</summary>
    public long MostBytes { get; init; } = 8L << 30;

    /// <summary>How long nothing may come before the connection is given up and tried again.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first pause before another try; each further one is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Tries of one file without a new byte in between.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Told of every piece that comes; may be null.</summary>
    public IProgress<FetchProgress>? Progress { get; init; }
}

/// <summary>How far a file is.</summary>
/// <param name="Path">Relative to the model's folder.</param>
/// <param name="Done">Bytes that are here.</param>
/// <param name="Total">Its size.</param>
public sealed record FetchProgress(string Path, long Done, long Total);
