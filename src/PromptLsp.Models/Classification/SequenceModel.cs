using PromptLsp.Core.Classification;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Classification;

/// <summary>Numbers of a text, one a label.</summary>
/// <param name="Values">float32[labels] of each window of the text.</param>
/// <param name="Weights">How many tokens each window sees first; at least 1 in all.</param>
internal sealed record SequenceOutput(float[][] Values, int[] Weights);

/// <summary>An encoder that gives one row of numbers a text or pair. Safe for concurrent callers; owns the model.</summary>
internal sealed class SequenceModel(EncoderModel model, TextClassifierOptions options) : IDisposable
{
    /// <summary>The facts.</summary>
    public ModelManifest Manifest => model.Manifest;

    /// <summary>The model.</summary>
    public EncoderModel Model => model;

    /// <summary>Runs all texts and gives their raw numbers.</summary>
    /// <param name="inputs">Texts or pairs.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    public async Task<SequenceOutput[]> RunAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        var outputs = new SequenceOutput[inputs.Count];
        var flat = new List<ModelInput>();
        var places = new List<(int Text, int Window)>();
        for (var text = 0; text < outputs.Length; text++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var windows = model.Windows(inputs[text], options.LongTexts, options.Stride);
            outputs[text] = new SequenceOutput(new float[windows.Count][], [.. windows.Select(window => Math.Max(1, window.NewTokens))]);
            places.AddRange(Enumerable.Range(0, windows.Count).Select(window => (text, window)));
            flat.AddRange(windows.Select(window => window.Input));
            Tell(text, windows);
        }

        await model.Runner.RunAsync(flat, (index, values) => outputs[places[index].Text].Values[places[index].Window] = values.ToArray(), cancellationToken);
        return outputs;
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private void Tell(int text, IReadOnlyList<InputWindow> windows)
    {
        if (windows.Count == 1 && windows[0].Input.IsTruncated)
        {
            options.OnTruncated?.Invoke(new TruncatedText(text, windows[0].Input.TokenCount, Manifest.MaxTokens));
        }
    }
}
