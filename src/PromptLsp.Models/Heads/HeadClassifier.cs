using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Heads;

/// <summary>
/// A text classifier made of a head over hashed n-grams and an embedding. Where the manifest has a threshold for a label, that label is decided for from its
/// threshold on, and not below; else the highest score decides. Safe for concurrent callers.
/// </summary>
public sealed class HeadClassifier : ITextClassifier, IDisposable
{
    private readonly FeatureExtractor _features;
    private readonly IHead _head;
    private readonly double _temperature;
    private readonly DecisionRule _rule;
    private readonly EmbeddingModel? _embeddings;

    private HeadClassifier(ModelManifest manifest, FeatureExtractor features, IHead head, double temperature, EmbeddingModel? embeddings)
    {
        (Id, Labels, _features, _head, _temperature, _embeddings) = (manifest.Id, manifest.Labels, features, head, temperature, embeddings);
        var entry = manifest.Thresholds.FirstOrDefault();
        _rule = entry.Key is null ? new DecisionRule(0, null) : new DecisionRule(Labels.ToList().IndexOf(entry.Key), entry.Value);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Verifies and loads a head, and the embedding model that its manifest names.</summary>
    /// <param name="folder">A model whose architecture is <see cref="HeadSettings.Architecture"/>.</param>
    /// <param name="device">What the embedding model computes on.</param>
    /// <param name="locator">Where the embedding model is looked for; null for <see cref="ModelLocator.Default"/>.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <returns>Whoever asked for it disposes of it.</returns>
    /// <exception cref="ModelLoadException">A file is missing, damaged or does not fit.</exception>
    public static async Task<HeadClassifier> LoadAsync(
        ModelFolder folder, DeviceRequest device = DeviceRequest.Auto, ModelLocator? locator = null, CancellationToken cancellationToken = default)
    {
        var settings = HeadSettings.Read(folder);
        var head = ReadHead(folder, settings);
        var options = new EmbeddingModelOptions { Locator = locator };
        var embeddings = settings.Embedding is { } name ? await EmbeddingModel.LoadAsync(name, device, options, cancellationToken) : null;
        return new HeadClassifier(folder.Manifest, new FeatureExtractor(settings.Ngrams, embeddings), head, settings.Temperature, embeddings);
    }

    /// <summary>The threshold of the label that has one; null where the highest score decides.</summary>
    public double? Threshold => _rule.Threshold;

    /// <summary>Loads a head whose features are n-grams alone.</summary>
    /// <param name="folder">A model whose architecture is <see cref="HeadSettings.Architecture"/>.</param>
    /// <exception cref="ModelLoadException">A file is missing or damaged, or the head needs an embedding model.</exception>
    public static HeadClassifier LoadWithoutEmbedding(ModelFolder folder)
    {
        var settings = HeadSettings.Read(folder);
        return settings.Embedding is null
            ? new HeadClassifier(folder.Manifest, new FeatureExtractor(settings.Ngrams, null), ReadHead(folder, settings), settings.Temperature, null)
            : throw new ModelFormatException(folder.Path, $"The head in '{folder.Path}' needs the embedding model {settings.Embedding}. Choose one over n-grams alone.");
    }

    /// <summary>Disposes of the embedding model.</summary>
    public void Dispose() => _embeddings?.Dispose();

    private static IHead ReadHead(ModelFolder folder, HeadSettings settings)
    {
        ModelFiles.VerifyAll(folder);
        var head = HeadFile.Read(ModelFiles.ReadAllBytes(folder.ModelPath), folder.ModelPath);
        var first = head is HiddenLayerHead deep ? deep.Hidden : (LinearHead)head;
        var outputs = folder.Manifest.Labels.Count == 2 ? 1 : folder.Manifest.Labels.Count;
        return head.Outputs == outputs && first.SparseColumns == settings.SparseColumns && first.Weights[0].Length > first.SparseColumns == settings.Embedding is not null
            ? head
            : throw new ModelFormatException(folder.Path,
                $"The head in '{folder.Path}' has {head.Outputs} outputs and {first.SparseColumns} columns of n-grams: its manifest tells of {outputs} and {settings.SparseColumns}. Train it again.");
    }

    /// <summary>The probability of the label that the threshold is for, at once: for heads over n-grams alone.</summary>
    internal double ScoreAtOnce(string text) => Probabilities.Of(_head.Score(_features.ExtractNgrams(text)), _temperature)[_rule.Positive];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is a pair.</exception>
    public async Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default)
    {
        if (inputs.Any(input => input.Pair is not null))
        {
            throw new ArgumentException($"The model '{Id}' classifies single texts, not pairs.", nameof(inputs));
        }

        var rows = await _features.ExtractAsync([.. inputs.Select(input => input.Text)], cancellationToken);
        return [.. rows.Select(Decide)];
    }

    private TextClassification Decide(FeatureRow row)
    {
        var probabilities = Probabilities.Of(_head.Score(row), _temperature);
        var best = _rule.Decide(probabilities);
        return new TextClassification(Labels[best], probabilities[best], [.. Labels.Select((label, index) => new LabelScore(label, probabilities[index]))]);
    }
}
