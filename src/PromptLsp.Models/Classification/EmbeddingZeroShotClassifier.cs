using System.Numerics.Tensors;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Encoders;

namespace PromptLsp.Models.Classification;

/// <summary>
/// Labels by embeddings: the label whose sentence lies nearest. Exclusive labels have the softmax of 20 × cosine, the scale that sentence-transformers trains
/// with (MultipleNegativesRankingLoss); labels that count by themselves have the cosine, 0 where it is below. Safe for concurrent callers; owns the model.
/// </summary>
public sealed class EmbeddingZeroShotClassifier : ITextClassifier, IDeviceModel, IDisposable
{
    private const float Scale = 20;

    private readonly EmbeddingModel _model;
    private readonly ZeroShotOptions _options;
    private readonly TextEmbeddings _labels;

    private EmbeddingZeroShotClassifier(EmbeddingModel model, ZeroShotOptions options, TextEmbeddings labels)
    {
        _model = model;
        _options = options;
        _labels = labels;
    }

    /// <inheritdoc/>
    public string Id => _model.Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _options.Labels;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _model.Device;

    /// <summary>Loads an embedding model and embeds the labels.</summary>
    /// <exception cref="Loading.ModelLoadException">It is not there, damaged, or no embedding model.</exception>
    /// <exception cref="ArgumentException">The labels or the template make no sense.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static async Task<EmbeddingZeroShotClassifier> LoadAsync(
        string idOrFolder, ZeroShotOptions labels, DeviceRequest device = DeviceRequest.Auto, EmbeddingModelOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sentences = labels.Sentences("{}");
        var model = await EmbeddingModel.LoadAsync(idOrFolder, device, options, cancellationToken);
        try
        {
            return new EmbeddingZeroShotClassifier(model, labels, await model.EmbedAsync(sentences, cancellationToken));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is a pair.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default)
    {
        ZeroShotInputs.RequireSingle(inputs);
        var texts = await _model.EmbedAsync([.. inputs.Select(input => input.Text)], cancellationToken);
        _model.TellTruncated(texts.Truncated);
        return [.. Enumerable.Range(0, texts.Count).Select(text => Decide(texts[text].Span))];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private TextClassification Decide(ReadOnlySpan<float> text)
    {
        var scores = new float[Labels.Count];
        for (var label = 0; label < scores.Length; label++)
        {
            var cosine = Cosine(text, _labels[label].Span);
            scores[label] = _options.IsMultiLabel ? Math.Clamp(cosine, 0, 1) : Scale * cosine;
        }

        if (!_options.IsMultiLabel)
        {
            ScoreFunctions.Softmax(scores, scores);
        }

        return LabelDecision.Decide(Labels, scores, LabelDecision.NoThresholds);
    }

    private static float Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var norms = TensorPrimitives.Norm(left) * TensorPrimitives.Norm(right);
        return norms > 0 ? TensorPrimitives.Dot(left, right) / norms : 0;
    }
}
