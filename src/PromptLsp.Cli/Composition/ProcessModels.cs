using PromptLsp.Models.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Cli.Composition;

/// <summary>The local models of this process: each is loaded at its first use. Safe for concurrent callers.</summary>
/// <param name="device">What they compute on.</param>
internal sealed class ProcessModels(DeviceRequest device = DeviceRequest.Auto) : IAsyncDisposable
{
    /// <summary>Embedding models.</summary>
    public SharedEmbeddingModels Embeddings { get; } = new(device);

    /// <summary>Classifiers of texts and tokens.</summary>
    public SharedClassifiers Classifiers { get; } = new(new ClassifierLoader(device));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Classifiers.DisposeAsync();
        await Embeddings.DisposeAsync();
    }
}
