using Microsoft.Extensions.AI;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Embeddings;

/// <summary>
/// A local sentence-embedding model. Any number of callers at once; they share the session, and no more runs happen at the same time than there are
/// cores, so memory stays bounded. Whoever loaded it disposes of it when no call is under way.
/// </summary>
public sealed class EmbeddingModel : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Key of <see cref="GeneratedEmbeddings{TEmbedding}.AdditionalProperties"/> with the list of <see cref="TruncatedText"/>, where texts were cut.</summary>
    public const string TruncatedProperty = "truncated";

    private const int CpuBatchTokens = 512;
    private const int GpuBatchTokens = 16_384;

    private readonly OnnxSession _session;
    private readonly PoolingKind _pooling;
    private readonly SemaphoreSlim _slots;
    private readonly EmbeddingModelOptions _options;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly int _callers;

    private EmbeddingModel(ModelFolder folder, WordPieceTokenizer tokenizer, OnnxSession session, PoolingKind pooling, EmbeddingModelOptions options)
    {
        Folder = folder;
        Tokenizer = tokenizer;
        _session = session;
        _pooling = pooling;
        _options = options;
        var isCpu = session.Device.Device == DeviceRequest.Cpu;
        _callers = options.Callers ?? (isCpu ? Environment.ProcessorCount : 1);
        _slots = new SemaphoreSlim(_callers);
        BatchTokens = options.BatchTokens ?? (isCpu ? CpuBatchTokens : GpuBatchTokens);
        _metadata = new EmbeddingGeneratorMetadata("onnxruntime", defaultModelId: Id, defaultModelDimensions: Dimension);
    }

    /// <summary>The model's name.</summary>
    public string Id => Folder.Manifest.Id;

    /// <summary>Length of an embedding.</summary>
    public int Dimension => _session.Shape.Width;

    /// <summary>The most tokens of one text, special tokens counted.</summary>
    public int MaxTokens => Folder.Manifest.MaxTokens;

    /// <summary>The most padded tokens of one run.</summary>
    public int BatchTokens { get; }

    /// <summary>What it computes on, why, and a warning where another device was asked for.</summary>
    public DeviceChoice Device => _session.Device;

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

    /// <summary>Embeds texts.</summary>
    /// <param name="texts">Any texts; an empty one has an embedding too.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    /// <exception cref="InferenceException">A run failed.</exception>
    public async Task<TextEmbeddings> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var values = new float[checked(texts.Count * Dimension)];
        var inputs = new ModelInput[texts.Count];
        var truncated = new List<TruncatedText>();
        for (var index = 0; index < inputs.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inputs[index] = Tokenizer.EncodeForModel(texts[index] ?? throw new ArgumentException($"Text {index} is null.", nameof(texts)), MaxTokens);
            if (inputs[index].IsTruncated)
            {
                truncated.Add(new TruncatedText(index, inputs[index].TokenCount, MaxTokens));
            }
        }

        var batches = BatchPlanner.Plan([.. inputs.Select(input => input.Ids.Length)], BatchTokens, _options.BatchTexts ?? int.MaxValue);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _callers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, parallel, (batch, cancellation) => RunInSlotAsync(inputs, batch, values, cancellation));
        return new TextEmbeddings(values, Dimension, inputs.Sum(input => (long)input.Ids.Length), truncated);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The options ask for another model or dimension.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        CheckOptions(options);
        var embeddings = await EmbedAsync(values as IReadOnlyList<string> ?? [.. values], cancellationToken);
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
            foreach (var text in embeddings.Truncated)
            {
                _options.OnTruncated?.Invoke(text);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _slots.Dispose();
    }

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
        return new EmbeddingModel(folder, tokenizer, OnnxSession.Open(folder, device), pooling, options);
    }

    private async ValueTask RunInSlotAsync(ModelInput[] inputs, ArraySegment<int> rows, float[] values, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            RunBatch(inputs, rows, values, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    private void RunBatch(ModelInput[] inputs, ArraySegment<int> rows, float[] values, CancellationToken cancellationToken)
    {
        using var batch = new TokenBatch(inputs, rows, Tokenizer.PaddingId);
        using var states = _session.Run(batch, cancellationToken);
        var stride = batch.Columns * Dimension;
        for (var row = 0; row < rows.Count; row++)
        {
            var vector = values.AsSpan(rows[row] * Dimension, Dimension);
            TokenPooling.Pool(states.Values.Slice(row * stride, stride), inputs[rows[row]].Ids.Length, _pooling, vector);
            if (Folder.Manifest.IsNormalized)
            {
                TokenPooling.Normalize(vector);
            }
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
