using PromptLsp.Core.Scoring;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Generation;

/// <summary>Language models of one process: each is loaded at its first use and shared by all callers. Safe for concurrent callers.</summary>
/// <param name="device">What to compute on.</param>
/// <param name="locator">Where models are looked for; null for <see cref="ModelLocator.Default"/>.</param>
public sealed class SharedCausalModels(DeviceRequest device = DeviceRequest.Auto, ModelLocator? locator = null) : ITextScorer, IAsyncDisposable
{
    // Texts longer than this are scored by windows: attention over more costs much and tells little.
    private const int GreatestPass = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<CausalModel>> _models = new(StringComparer.Ordinal);

    /// <summary>True where there is a local language model of that name. Nothing is loaded.</summary>
    public bool Has(string name) => (locator ?? ModelLocator.Default).FindByName(name) is { } folder && IsCausal(folder);

    /// <summary>The model, loaded now if it is not yet. A failure is not kept: the next call tries again.</summary>
    /// <param name="idOrFolder">As in <see cref="CausalModel.LoadAsync"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; a loading that others wait for goes on.</param>
    /// <exception cref="ModelLoadException">It cannot be loaded.</exception>
    public Task<CausalModel> GetAsync(string idOrFolder, CancellationToken cancellationToken = default)
    {
        Task<CausalModel>? loading;
        lock (_gate)
        {
            if (!_models.TryGetValue(idOrFolder, out loading) || loading.IsFaulted)
            {
                loading = CausalModel.LoadAsync(idOrFolder, device, locator, CancellationToken.None);
                _models[idOrFolder] = loading;
            }
        }

        return loading.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<double?> PerplexityAsync(string model, string text, CancellationToken cancellationToken = default)
    {
        try
        {
            var loaded = await GetAsync(model, cancellationToken);
            var ids = loaded.EncodeText(text);
            var most = Math.Min(GreatestPass, loaded.MaxTokens);
            var window = ids.Count > most && most >= 2 ? new ScoringWindow(most, most / 2) : (ScoringWindow?)null;
            return (await loaded.ScoreAsync(ids, window, cancellationToken)).Perplexity;
        }
        catch (Exception exception) when (exception is ModelLoadException or InferenceException or ContextWindowException)
        {
            throw new TextScorerException(exception.Message, exception);
        }
    }

    /// <summary>Disposes of all models. No call may be under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<CausalModel>[] loadings;
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

    private static bool IsCausal(string folder)
    {
        try
        {
            return ModelFolder.Open(folder).Manifest.Task == ModelTasks.TextGeneration;
        }
        catch (ModelLoadException)
        {
            // A folder that cannot be read is told of where it is named; here it is not one of those that can answer.
            return false;
        }
    }
}
