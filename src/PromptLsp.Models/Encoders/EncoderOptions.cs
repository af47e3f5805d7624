using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Encoders;

/// <summary>How a model that reads whole texts computes: batches, callers, where it is found.</summary>
public record EncoderOptions
{
    /// <summary>The most padded tokens of one run, or null for what suits the device (512 on a processor).</summary>
    public int? BatchTokens { get; init; }

    /// <summary>The most texts of one run, or null for no limit of its own.</summary>
    public int? BatchTexts { get; init; }

    /// <summary>Runs at the same time, or null for one a core on a processor and one on a GPU.</summary>
    public int? Callers { get; init; }

    /// <summary>Which precision of a folder with several ONNX files, such as <c>fp16</c>; null for the manifest's or <c>onnx/model.onnx</c>.</summary>
    public string? Precision { get; init; }

    /// <summary>Where models are looked for; null for <see cref="ModelLocator.Default"/>.</summary>
    public ModelLocator? Locator { get; init; }

    /// <summary>Called for each text that is cut; its index is that of the call. May be called from several threads.</summary>
    public Action<TruncatedText>? OnTruncated { get; init; }
}
