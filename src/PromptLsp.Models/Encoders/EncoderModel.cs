using PromptLsp.Models.Devices;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>A loaded encoder with labels and its tokenizer. Safe for concurrent callers.</summary>
internal sealed class EncoderModel : IDisposable
{
    // Room for a pair's special tokens and one token of each text.
    private const int LeastTokens = 8;

    private EncoderModel(ModelFolder folder, ITextEncoder encoder, EncoderRunner runner)
    {
        Folder = folder;
        Encoder = encoder;
        Runner = runner;
    }

    /// <summary>Its files and facts.</summary>
    public ModelFolder Folder { get; }

    /// <summary>Makes its inputs.</summary>
    public ITextEncoder Encoder { get; }

    /// <summary>Runs it.</summary>
    public EncoderRunner Runner { get; }

    /// <summary>The facts.</summary>
    public ModelManifest Manifest => Folder.Manifest;

    /// <summary>Finds, verifies and loads a model.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="tasks">What it must be for: one of these.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged, or for something else.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static EncoderModel Load(string idOrFolder, DeviceRequest device, EncoderOptions options, IReadOnlyList<string> tasks, CancellationToken cancellationToken)
    {
        var folder = (options.Locator ?? ModelLocator.Default).Open(idOrFolder, options.Precision);
        var manifest = folder.Manifest;
        if (!tasks.Contains(manifest.Task))
        {
            throw new ModelFormatException(folder.Path, $"The model '{manifest.Id}' in '{folder.Path}' is for '{manifest.Task}', not for {string.Join(" or ", tasks)}. Choose another one.");
        }

        if (manifest.MaxTokens < LeastTokens)
        {
            throw new ModelFormatException(folder.Path, $"The model '{manifest.Id}' in '{folder.Path}' takes {manifest.MaxTokens} tokens: no room for a text. Correct its maximum.");
        }

        ModelFiles.VerifyAll(folder);
        cancellationToken.ThrowIfCancellationRequested();
        var encoder = new WordPieceTextEncoder(WordPieceTokenizer.Load(folder.TokenizerPath));
        cancellationToken.ThrowIfCancellationRequested();

        return new EncoderModel(folder, encoder, new EncoderRunner(OnnxSession.Open(folder, device), encoder.PaddingId, options));
    }

    /// <inheritdoc/>
    public void Dispose() => Runner.Dispose();

    /// <summary>The windows of a text, as a rule for long texts asks.</summary>
    public IReadOnlyList<InputWindow> Windows(Core.Classification.TextInput input, LongTextRule rule, int stride) => rule == LongTextRule.Truncate
        ? [InputWindow.Truncate(Encoder, input, Manifest.MaxTokens)]
        : InputWindow.Divide(Encoder, input, Manifest.MaxTokens, stride);
}
