using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Classification;

/// <summary>
/// Labels by natural-language inference (Yin et al. 2019, as the zero-shot pipeline of the transformers library): the text is the premise, "This example is
/// LABEL." the hypothesis. Safe for concurrent callers; owns the model.
/// </summary>
public sealed class NliZeroShotClassifier : ITextClassifier, IDeviceModel, IDisposable
{
    private readonly SequenceModel _model;
    private readonly ZeroShotOptions _labels;
    private readonly LongTextRule _rule;
    private readonly string[] _hypotheses;
    private readonly int _entailment;
    private readonly int _contradiction;

    private NliZeroShotClassifier(SequenceModel model, ZeroShotOptions labels, LongTextRule rule, int entailment)
    {
        _model = model;
        _labels = labels;
        _rule = rule;
        _hypotheses = labels.Sentences("This example is {}.");
        _entailment = entailment;
        _contradiction = entailment == 0 ? model.Manifest.Labels.Count - 1 : 0;
    }

    /// <inheritdoc/>
    public string Id => _model.Manifest.Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _labels.Labels;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _model.Model.Runner.Device;

    /// <summary>Finds, verifies and loads an NLI model: a classifier of pairs with a label that begins with <c>entail</c>.</summary>
    /// <exception cref="ModelLoadException">It is not there, damaged, or no NLI model.</exception>
    /// <exception cref="ArgumentException">The labels or the template make no sense.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<NliZeroShotClassifier> LoadAsync(
        string idOrFolder, ZeroShotOptions labels, DeviceRequest device = DeviceRequest.Auto, TextClassifierOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(idOrFolder, labels, device, options ?? new TextClassifierOptions(), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is a pair.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<IReadOnlyList<TextClassification>> ClassifyAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken = default)
    {
        ZeroShotInputs.RequireSingle(inputs);
        var outputs = await _model.RunAsync([.. inputs.SelectMany(input => _hypotheses.Select(hypothesis => new TextInput(input.Text, hypothesis)))], cancellationToken);
        return [.. outputs.Chunk(_hypotheses.Length).Select(Decide)];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>The scores of the labels from the numbers of the pairs.</summary>
    /// <param name="logits">float32[outputs] of each label's hypothesis.</param>
    /// <param name="entailment">Number of the output for entailment.</param>
    /// <param name="contradiction">Number of the output for contradiction.</param>
    /// <param name="isMultiLabel">True: entailment against contradiction for each label; false: the entailments against each other.</param>
    internal static float[] Scores(IReadOnlyList<float[]> logits, int entailment, int contradiction, bool isMultiLabel)
    {
        var scores = logits.Select(pair => isMultiLabel ? pair[entailment] - pair[contradiction] : pair[entailment]).ToArray();
        ScoreFunctions.Apply(scores, isMultiLabel ? ScoreActivation.Sigmoid : ScoreActivation.Softmax, scores);
        return scores;
    }

    private static NliZeroShotClassifier Load(string idOrFolder, ZeroShotOptions labels, DeviceRequest device, TextClassifierOptions options, CancellationToken cancellationToken)
    {
        _ = labels.Sentences("{}");
        var model = EncoderModel.Load(idOrFolder, device, options, [ModelTasks.TextClassification], cancellationToken);
        var entailment = model.Manifest.Labels.ToList().FindIndex(label => label.StartsWith("entail", StringComparison.OrdinalIgnoreCase));
        if (entailment >= 0 && model.Manifest.Labels.Count > 1)
        {
            return new NliZeroShotClassifier(new SequenceModel(model, options), labels, options.LongTexts, entailment);
        }

        model.Dispose();
        throw new ModelFormatException(model.Folder.Path,
            $"The model '{model.Manifest.Id}' in '{model.Folder.Path}' has the labels {string.Join(", ", model.Manifest.Labels)}: for labels of your own an NLI model (with a label 'entailment') or an embedding model is needed.");
    }

    private TextClassification Decide(SequenceOutput[] hypotheses)
    {
        // All hypotheses of a text have windows of their own; each hypothesis is merged first, then the labels are compared.
        var merged = hypotheses.Select(output => ScoreMerging.Merge(output.Values, output.Weights, _rule)).ToList();
        return LabelDecision.Decide(Labels, Scores(merged, _entailment, _contradiction, _labels.IsMultiLabel), LabelDecision.NoThresholds);
    }
}
