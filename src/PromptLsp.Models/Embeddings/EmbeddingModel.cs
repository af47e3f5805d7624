using Microsoft.Extensions.AI;
using PromptLsp.Core.Retrieval;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.StaticEmbeddings;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Embeddings;

/// <summary>
/// A local sentence-embedding model. Any number of callers at once; they share the session, and no more runs happen at the same time than there are
/// cores, so memory stays bounded. Whoever loaded it disposes of it when no call is under way.
/// </summary>
public sealed class EmbeddingModel : IEmbeddingGenerator<string, Embedding<float>>, IDeviceModel
{
    /// <summary>Key of <see cref="GeneratedEmbeddings{TEmbedding}.AdditionalProperties"/> with the list of <see cref="TruncatedText"/>, where texts were cut.</summary>
    public const string TruncatedProperty = "truncated";

    private readonly IEncoderRunner _runner;
    private readonly PoolingKind _pooling;
    private readonly EmbeddingModelOptions _options;
    private readonly EmbeddingGeneratorMetadata _metadata;

    private EmbeddingModel(ModelFolder folder, WordPieceTokenizer tokenizer, IEncoderRunner runner, PoolingKind pooling, EmbeddingModelOptions options)
    {
        Folder = folder;
        Tokenizer = tokenizer;
        _runner = runner;
        _pooling = pooling;
        _options = options;
        Dimension = options.Dimensions ?? runner.Width;
        _metadata = new EmbeddingGeneratorMetadata("onnxruntime", defaultModelId: Id, defaultModelDimensions: Dimension);
    }

    /// <summary>The model's name.</summary>
    public string Id => Folder.Manifest.Id;

    /// <summary>Length of an embedding.</summary>
    public int Dimension { get; }

    /// <summary>The most tokens of one text, special tokens counted.</summary>
    public int MaxTokens => Folder.Manifest.MaxTokens;

    /// <summary>The most padded tokens of one run.</summary>
    public int BatchTokens => _runner.BatchTokens;

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _runner.Device;

    /// <summary>Its files and facts.</summary>
    public ModelFolder Folder { get; }

    /// <summary>Its tokenizer.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>Finds, verifies and loads a model. A device that is not available is replaced by the processor, and <see cref="Device"/> carries a warning.</summary>
    /// <param name="idOrFolder">Name of a local model, or a folder that holds one.</param>
    /// <param name="device">What to compute on.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="cancellationToken">Stops before the next step of loading.</param>
    /// <exception cref="ModelLoadException">It is not there, damaged or of an unknown kind.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    public static Task<EmbeddingModel> LoadAsync(
        string idOrFolder, DeviceRequest device = DeviceRequest.Auto, EmbeddingModelOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Load(idOrFolder, device, options ?? new EmbeddingModelOptions(), cancellationToken), cancellationToken);

    /// <summary>Embeds texts that are to be compared with their like.</summary>
    /// <param name="texts">Any texts; an empty one has an embedding too.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    /// <exception cref="InferenceException">A run failed.</exception>
    public Task<TextEmbeddings> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default) =>
        EmbedAsync(texts, EmbeddingPurpose.Similarity, cancellationToken);

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">Any texts; an empty one has an embedding too.</param>
    /// <param name="purpose">Which of the model's prefixes stands before each; its tokens count to the maximum.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<TextEmbeddings> EmbedAsync(IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default)
    {
        var prefix = PrefixFor(purpose);
        var values = new float[checked(texts.Count * Dimension)];
        var inputs = new ModelInput[texts.Count];
        var truncated = new List<TruncatedText>();
        for (var index = 0; index < inputs.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = texts[index] ?? throw new ArgumentException($"Text {index} is null.", nameof(texts));
            inputs[index] = Tokenizer.EncodeForModel(prefix is null ? text : prefix + text, MaxTokens);
            if (inputs[index].IsTruncated)
            {
                truncated.Add(new TruncatedText(index, inputs[index].TokenCount, MaxTokens));
            }
        }

        await _runner.RunAsync(inputs, (index, states) => Pool(inputs[index], states, values.AsSpan(index * Dimension, Dimension)), cancellationToken);
        return new TextEmbeddings(values, Dimension, inputs.Sum(input => (long)input.Ids.Length), truncated);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The options ask for another model or dimension.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckOptions(options);
        var embeddings = await EmbedAsync(values as IReadOnlyList<string> ?? [.. values], EmbeddingPurposes.Of(options), cancellationToken);
        var result = new GeneratedEmbeddings<Embedding<float>>(embeddings.Count)
        {
            Usage = new UsageDetails { InputTokenCount = embeddings.TokenCount, TotalTokenCount = embeddings.TokenCount },
        };
        for (var index = 0; index < embeddings.Count; index++)
        {
            result.Add(new Embedding<float>(embeddings[index]) { ModelId = Id });
        }

        if (embeddings.Truncated.Count > 0)
        {
            result.AdditionalProperties = new AdditionalPropertiesDictionary { [TruncatedProperty] = embeddings.Truncated };
            TellTruncated(embeddings.Truncated);
        }

        return result;
    }

    /// <summary>Tells whoever asked for it that texts were cut.</summary>
    internal void TellTruncated(IReadOnlyList<TruncatedText> texts)
    {
        foreach (var text in texts)
        {
            _options.OnTruncated?.Invoke(text);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private static EmbeddingModel Load(string idOrFolder, DeviceRequest device, EmbeddingModelOptions options, CancellationToken cancellationToken)
    {
        var folder = (options.Locator ?? ModelLocator.Default).Open(idOrFolder, options.Precision);
        if (folder.Manifest is not { Task: ModelTasks.Embedding, Pooling: { } pooling })
        {
            throw new ModelFormatException(folder.Path, $"The model '{folder.Manifest.Id}' in '{folder.Path}' is for '{folder.Manifest.Task}', not for embedding. Choose another one.");
        }

        ModelFiles.VerifyAll(folder);
        cancellationToken.ThrowIfCancellationRequested();
        var tokenizer = WordPieceTokenizer.Load(folder.TokenizerPath);
        if (folder.Manifest.MaxTokens <= tokenizer.SpecialTokenCount)
        {
            throw new ModelFormatException(folder.Path, $"The model '{folder.Manifest.Id}' in '{folder.Path}' takes {folder.Manifest.MaxTokens} tokens: no room for a text. Correct its maximum.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var runner = OpenRunner(folder, device, tokenizer, options);
        if (options.Dimensions is { } dimensions && (dimensions < 1 || dimensions > runner.Width))
        {
            runner.Dispose();
            throw new ModelFormatException(folder.Path, $"The model '{folder.Manifest.Id}' gives {runner.Width} dimensions: {dimensions} cannot be kept of them. Ask for 1 to {runner.Width}.");
        }

        return new EmbeddingModel(folder, tokenizer, runner, pooling, options);
    }

    private static IEncoderRunner OpenRunner(ModelFolder folder, DeviceRequest device, WordPieceTokenizer tokenizer, EmbeddingModelOptions options) =>
        folder.Manifest.Architecture == StaticRunner.Architecture
            ? new StaticRunner(StaticTable.Load(folder.ModelPath))
            : new EncoderRunner(OnnxSession.Open(folder, device), tokenizer.PaddingId, options);

    private string? PrefixFor(EmbeddingPurpose purpose) => purpose switch
    {
        EmbeddingPurpose.Query => Folder.Manifest.QueryPrefix,
        EmbeddingPurpose.Passage => Folder.Manifest.PassagePrefix,
        _ => null,
    };

    private void Pool(ModelInput input, ReadOnlySpan<float> states, Span<float> vector)
    {
        var width = _runner.Width;
        var whole = width <= 1024 ? stackalloc float[width] : new float[width];
        if (_runner.IsPerToken)
        {
            TokenPooling.Pool(states, input.Ids.Length, _pooling, whole);
        }
        else
        {
            states.CopyTo(whole);
        }

        whole[..vector.Length].CopyTo(vector);
        if (Folder.Manifest.IsNormalized)
        {
            TokenPooling.Normalize(vector);
        }
    }

    private void CheckOptions(EmbeddingGenerationOptions? options)
    {
        if (options?.ModelId is { } model && !string.Equals(model, Id, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"This generator is the model '{Id}', not '{model}'.", nameof(options));
        }

        if (options?.Dimensions is { } dimensions && dimensions != Dimension)
        {
            throw new ArgumentException($"The model '{Id}' gives {Dimension} dimensions, not {dimensions}.", nameof(options));
        }
    }
}
