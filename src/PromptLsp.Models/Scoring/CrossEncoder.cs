using PromptLsp.Core.Classification;
using PromptLsp.Models.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Scoring;

/// <summary>
/// A cross-encoder: reads a question and a passage together and gives one score, the greater the closer. A long passage has the score of its best window
/// (MaxP, Dai and Callan 2019). Safe for concurrent callers; whoever loaded it disposes of it when no call is under way.
/// </summary>
public sealed class CrossEncoder : IDisposable
{
    private readonly SequenceModel _model;

    internal CrossEncoder(SequenceModel model) => _model = model;

    /// <summary>The model's name.</summary>
    public string Id => _model.Manifest.Id;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _model.Model.Runner.Device;

    /// <summary>Finds, verifies and loads a cross-encoder.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged, or gives more than one number.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<CrossEncoder> LoadAsync(
        string idOrFolder, DeviceRequest device = DeviceRequest.Auto, EncoderOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(idOrFolder, device, options ?? new EncoderOptions(), cancellationToken), cancellationToken);

    /// <summary>Scores pairs.</summary>
    /// <param name="pairs">Question and passage.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    /// <returns>One score a pair, in their order: 0..1 where the model's activation is the sigmoid, else any number.</returns>
    /// <exception cref="ArgumentException">An input has no second text.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<TextInput> pairs, CancellationToken cancellationToken = default)
    {
        for (var index = 0; index < pairs.Count; index++)
        {
            _ = pairs[index].Pair ?? throw new ArgumentException($"Input {index} has no second text: a cross-encoder reads pairs.", nameof(pairs));
        }

        var outputs = await _model.RunAsync(pairs, cancellationToken);
        return [.. outputs.Select(Score)];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static CrossEncoder Load(string idOrFolder, DeviceRequest device, EncoderOptions options, CancellationToken cancellationToken)
    {
        var windows = new TextClassifierOptions { LongTexts = LongTextRule.Max, BatchTokens = options.BatchTokens, BatchTexts = options.BatchTexts, Callers = options.Callers, Precision = options.Precision, Locator = options.Locator, OnTruncated = options.OnTruncated };
        var model = EncoderModel.Load(idOrFolder, device, windows, [ModelTasks.TextRanking, ModelTasks.TextClassification], cancellationToken);
        if (model.Manifest.Labels.Count == 1)
        {
            return new CrossEncoder(new SequenceModel(model, windows));
        }

        model.Dispose();
        throw new ModelFormatException(model.Folder.Path, $"The model '{model.Manifest.Id}' in '{model.Folder.Path}' gives {model.Manifest.Labels.Count} numbers a pair: a cross-encoder gives one. Choose another one.");
    }

    private double Score(SequenceOutput output)
    {
        foreach (var window in output.Values)
        {
            ScoreFunctions.Apply(window, _model.Manifest.Activation, window);
        }

        return output.Values.Max(window => window[0]);
    }
}
