using PromptLsp.Core.Classification;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Loading;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Classification;

/// <summary>Loads whatever can classify, by what the model's folder says it is. Immutable; safe for concurrent callers.</summary>
/// <param name="device">What to compute on.</param>
public sealed class ClassifierLoader(DeviceRequest device)
{
    /// <summary>Loads a classifier with the labels that it was trained for.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <returns>Whoever asked for it disposes of it where it can be disposed of.</returns>
    /// <exception cref="ModelLoadException">It is not there, damaged, or classifies no texts.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public async Task<ITextClassifier> LoadTextClassifierAsync(string idOrFolder, TextClassifierOptions options, CancellationToken cancellationToken = default)
    {
        var folder = (options.Locator ?? ModelLocator.Default).Open(idOrFolder, options.Precision);
        return folder.Manifest.Architecture == HeadSettings.Architecture
            ? await HeadClassifier.LoadAsync(folder, device, options.Locator, cancellationToken)
            : await TextClassifierModel.LoadAsync(idOrFolder, device, options, cancellationToken);
    }

    /// <summary>Loads a model that takes labels of the user's own: an NLI model or an embedding model.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <returns>Whoever asked for it disposes of it where it can be disposed of.</returns>
    /// <exception cref="ModelLoadException">It is not there, damaged, or takes no labels.</exception>
    /// <exception cref="ArgumentException">The labels or the template make no sense.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public async Task<ITextClassifier> LoadZeroShotAsync(string idOrFolder, ZeroShotOptions labels, TextClassifierOptions options, CancellationToken cancellationToken = default)
    {
        var folder = (options.Locator ?? ModelLocator.Default).Open(idOrFolder, options.Precision);
        if (folder.Manifest.Task != ModelTasks.Embedding)
        {
            return await NliZeroShotClassifier.LoadAsync(idOrFolder, labels, device, options, cancellationToken);
        }

        var embedding = new EmbeddingModelOptions { BatchTexts = options.BatchTexts, BatchTokens = options.BatchTokens, Callers = options.Callers, Precision = options.Precision, Locator = options.Locator, OnTruncated = options.OnTruncated };
        return await EmbeddingZeroShotClassifier.LoadAsync(idOrFolder, labels, device, embedding, cancellationToken);
    }

    /// <summary>Loads a token classifier.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <returns>Whoever asked for it disposes of it where it can be disposed of.</returns>
    /// <exception cref="ModelLoadException">It is not there, damaged, or labels no tokens.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public async Task<ITokenClassifier> LoadTokenClassifierAsync(string idOrFolder, TokenClassifierOptions options, CancellationToken cancellationToken = default) =>
        await TokenClassifierModel.LoadAsync(idOrFolder, device, options, cancellationToken);
}
