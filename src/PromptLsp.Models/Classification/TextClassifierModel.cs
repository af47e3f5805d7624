using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Classification;

/// <summary>
/// A sequence classifier: softmax, or sigmoid for independent labels, as the model's facts say. Long texts are read in windows. Safe for concurrent callers;
/// whoever loaded it disposes of it when no call is under way.
/// </summary>
public sealed class TextClassifierModel : ITextClassifier, IDeviceModel, IDisposable
{
    private readonly SequenceModel _model;
    private readonly TextClassifierOptions _options;

    internal TextClassifierModel(SequenceModel model, TextClassifierOptions options)
    {
        _model = model;
        _options = options;
    }

    /// <inheritdoc/>
    public string Id => _model.Manifest.Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _model.Manifest.Labels;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _model.Model.Runner.Device;

    /// <summary>Finds, verifies and loads a classifier of texts or pairs.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged, or classifies no texts.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<TextClassifierModel> LoadAsync(
        string idOrFolder, DeviceRequest device = DeviceRequest.Auto, TextClassifierOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(idOrFolder, device, options ?? new TextClassifierOptions(), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default)
    {
        var outputs = await _model.RunAsync(inputs, cancellationToken);
        return [.. outputs.Select(Classify)];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static TextClassifierModel Load(string idOrFolder, DeviceRequest device, TextClassifierOptions options, CancellationToken cancellationToken) =>
        new(new SequenceModel(EncoderModel.Load(idOrFolder, device, options, [ModelTasks.TextClassification, ModelTasks.TextRanking], cancellationToken), options), options);

    private TextClassification Classify(SequenceOutput output)
    {
        foreach (var window in output.Values)
        {
            ScoreFunctions.Apply(window, _model.Manifest.Activation, window);
        }

        return LabelDecision.Decide(Labels, ScoreMerging.Merge(output.Values, output.Weights, _options.LongTexts), _model.Manifest.Thresholds);
    }
}
