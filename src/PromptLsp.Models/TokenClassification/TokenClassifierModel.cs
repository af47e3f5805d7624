using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.TokenClassification;

/// <summary>
/// Named entities by a token classifier, as the pipeline of the transformers library finds them. Places are in UTF-16 code units. Safe for concurrent callers;
/// whoever loaded it disposes of it when no call is under way.
/// </summary>
public sealed class TokenClassifierModel : ITokenClassifier, IDeviceModel, IDisposable
{
    private readonly EncoderModel _model;
    private readonly TokenClassifierOptions _options;
    private readonly TagScheme _scheme;

    private TokenClassifierModel(EncoderModel model, TokenClassifierOptions options)
    {
        _model = model;
        _options = options;
        _scheme = new TagScheme(model.Manifest.Labels);
    }

    /// <inheritdoc/>
    public string Id => _model.Manifest.Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _scheme.Kinds;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _model.Runner.Device;

    /// <summary>Finds, verifies and loads a token classifier.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged, or labels no tokens.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<TokenClassifierModel> LoadAsync(
        string idOrFolder, DeviceRequest device = DeviceRequest.Auto, TokenClassifierOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(
            () => new TokenClassifierModel(
                EncoderModel.Load(idOrFolder, device, options ?? new TokenClassifierOptions(), [ModelTasks.TokenClassification], cancellationToken), options ?? new TokenClassifierOptions()),
            cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<EntitySpan>>> FindAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var spans = new List<LabelledSpan>[texts.Count][];
        var flat = new List<ModelInput>();
        var places = new List<(int Text, int Window, ReadOnlyMemory<PlacedToken> Tokens)>();
        for (var text = 0; text < spans.Length; text++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var windows = _model.Windows(texts[text], _options.TruncatesLongTexts ? LongTextRule.Truncate : LongTextRule.Mean, _options.Stride);
            spans[text] = new List<LabelledSpan>[windows.Count];
            places.AddRange(windows.Select((window, number) => (text, number, window.Tokens)));
            flat.AddRange(windows.Select(window => window.Input));
            Tell(text, windows);
        }

        await _model.Runner.RunAsync(
            flat, (index, logits) => spans[places[index].Text][places[index].Window] = Group(logits, places[index].Tokens.Span), cancellationToken);
        return [.. spans.Select((windows, text) => Entities(texts[text], windows))];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private List<LabelledSpan> Group(ReadOnlySpan<float> logits, ReadOnlySpan<PlacedToken> tokens)
    {
        var width = _scheme.Count;
        var first = _model.Encoder.LeadingSpecialTokens;
        var scores = new float[tokens.Length * width];
        var predictions = new TokenPrediction[tokens.Length];
        for (var token = 0; token < tokens.Length; token++)
        {
            ScoreFunctions.Softmax(logits.Slice((first + token) * width, width), scores.AsSpan(token * width, width));
            predictions[token] = new TokenPrediction(tokens[token].Start, tokens[token].End, tokens[token].IsSubword, scores.AsMemory(token * width, width));
        }

        return EntityGrouping.Group(predictions, _scheme, _options.Aggregation);
    }

    private IReadOnlyList<EntitySpan> Entities(string text, List<LabelledSpan>[] windows)
    {
        var spans = windows.Length == 1 ? windows[0] : EntityGrouping.MergeWindows(windows.SelectMany(window => window));
        return
        [
            .. spans.Select(span => new EntitySpan(
                _options.Aggregation == EntityAggregation.None ? _scheme.LabelOf(span.Label) : _scheme.KindOf(span.Label),
                span.Start, span.End, span.Score, text[span.Start..span.End])),
        ];
    }

    private void Tell(int text, IReadOnlyList<InputWindow> windows)
    {
        if (windows.Count == 1 && windows[0].Input.IsTruncated)
        {
            _options.OnTruncated?.Invoke(new TruncatedText(text, windows[0].Input.TokenCount, _model.Manifest.MaxTokens));
        }
    }
}
