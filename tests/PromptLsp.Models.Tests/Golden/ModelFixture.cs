using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Golden;

/// <summary>The built-in model, loaded once for all tests of the assembly.</summary>
public sealed class ModelFixture : IAsyncLifetime
{
    public EmbeddingModel Model { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Model = await LoadAsync();

    public ValueTask DisposeAsync()
    {
        Model.Dispose();
        return ValueTask.CompletedTask;
    }

    public static Task<EmbeddingModel> LoadAsync(EmbeddingModelOptions? options = null, DeviceRequest device = DeviceRequest.Auto) =>
        EmbeddingModel.LoadAsync("all-MiniLM-L6-v2", device, (options ?? new()) with { Locator = new ModelLocator([Path.Combine(AppContext.BaseDirectory, "models")]) });
}
