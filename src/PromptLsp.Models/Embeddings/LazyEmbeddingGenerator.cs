using Microsoft.Extensions.AI;

namespace PromptLsp.Models.Embeddings;

/// <summary>An embedding generator that costs nothing until it is asked for an embedding. Does not own the model.</summary>
/// <param name="models">Where the model is loaded.</param>
/// <param name="idOrFolder">Which one.</param>
public sealed class LazyEmbeddingGenerator(SharedEmbeddingModels models, string idOrFolder) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("onnxruntime", defaultModelId: idOrFolder);

    /// <inheritdoc/>
    /// <exception cref="Loading.ModelLoadException">The model cannot be loaded.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = await models.GetAsync(idOrFolder, cancellationToken);
        return await model.GenerateAsync(values, options, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Nothing: the model belongs to the <see cref="SharedEmbeddingModels"/>.</summary>
    public void Dispose()
    {
    }
}
