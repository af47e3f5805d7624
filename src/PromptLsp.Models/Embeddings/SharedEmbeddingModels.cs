using PromptLsp.Models.Devices;

namespace PromptLsp.Models.Embeddings;

/// <summary>Embedding models of one process: each is loaded at its first use and shared by all callers. Safe for concurrent callers.</summary>
/// <param name="device">What to compute on.</param>
/// <param name="options">How to compute.</param>
public sealed class SharedEmbeddingModels(DeviceRequest device = DeviceRequest.Auto, EmbeddingModelOptions? options = null) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<EmbeddingModel>> _models = new(StringComparer.Ordinal);

    /// <summary>The model, loaded now if it is not yet. A failure is not kept: the next call tries again.</summary>
    /// <param name="idOrFolder">As in <see cref="EmbeddingModel.LoadAsync"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; a loading that others wait for goes on.</param>
    /// <exception cref="Loading.ModelLoadException">It cannot be loaded.</exception>
    public Task<EmbeddingModel> GetAsync(string idOrFolder, CancellationToken cancellationToken = default)
    {
        Task<EmbeddingModel>? loading;
        lock (_gate)
        {
            if (!_models.TryGetValue(idOrFolder, out loading) || loading.IsFaulted)
            {
                loading = EmbeddingModel.LoadAsync(idOrFolder, device, options, CancellationToken.None);
                _models[idOrFolder] = loading;
            }
        }

        return loading.WaitAsync(cancellationToken);
    }

    /// <summary>Disposes of all models. No call may be under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<EmbeddingModel>[] loadings;
        lock (_gate)
        {
            loadings = [.. _models.Values];
            _models.Clear();
        }

        foreach (var loading in loadings.Where(loading => !loading.IsFaulted))
        {
            var model = await loading;
            model.Dispose();
        }
    }
}
