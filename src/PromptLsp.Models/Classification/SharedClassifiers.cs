using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Classification;

/// <summary>
/// The classifiers of one process: each is loaded at its first use and shared by all callers. A long text has the highest score of each label over its
/// windows, so that what an assertion looks for is found wherever it stands. Safe for concurrent callers.
/// </summary>
/// <param name="loader">Loads them.</param>
/// <param name="options">How they compute, or null.</param>
public sealed class SharedClassifiers(ClassifierLoader loader, EncoderOptions? options = null) : IClassifierProvider, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<ITextClassifier>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<ITokenClassifier>> _tokens = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ITextClassifier> GetTextClassifierAsync(string model, CancellationToken cancellationToken = default) =>
        GetAsync(_texts, model, () => loader.LoadTextClassifierAsync(model, new TextClassifierOptions { LongTexts = LongTextRule.Max, Locator = options?.Locator }, CancellationToken.None), cancellationToken);

    /// <inheritdoc/>
    public Task<ITokenClassifier> GetTokenClassifierAsync(string model, CancellationToken cancellationToken = default) =>
        GetAsync(_tokens, model, () => loader.LoadTokenClassifierAsync(model, new TokenClassifierOptions { Locator = options?.Locator }, CancellationToken.None), cancellationToken);

    /// <summary>Disposes of all classifiers. No call may be under way.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task<ITextClassifier>> texts;
        List<Task<ITokenClassifier>> tokens;
        lock (_gate)
        {
            (texts, tokens) = ([.. _texts.Values], [.. _tokens.Values]);
            _texts.Clear();
            _tokens.Clear();
        }

        foreach (var loading in texts.Where(loading => !loading.IsFaulted))
        {
            (await loading as IDisposable)?.Dispose();
        }

        foreach (var loading in tokens.Where(loading => !loading.IsFaulted))
        {
            (await loading as IDisposable)?.Dispose();
        }
    }

    private async Task<T> GetAsync<T>(Dictionary<string, Task<T>> known, string model, Func<Task<T>> load, CancellationToken cancellationToken)
    {
        Task<T>? loading;
        lock (_gate)
        {
            if (!known.TryGetValue(model, out loading) || loading.IsFaulted)
            {
                known[model] = loading = load();
            }
        }

        try
        {
            return await loading.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is ModelLoadException or InferenceException)
        {
            throw new ClassifierException(exception.Message, exception);
        }
    }
}
