using PromptLsp.Models.Devices;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.StaticEmbeddings;

/// <summary>
/// Runs static embeddings (model2vec, Tulkens and van Dongen 2024) where others run a network: microseconds a text, on the processor, no session. Immutable.
/// </summary>
/// <param name="table">The vectors.</param>
internal sealed class StaticRunner(StaticTable table) : IEncoderRunner
{
    /// <summary>The <see cref="Loading.ModelManifest.Architecture"/> of static models.</summary>
    public const string Architecture = "static";

    public DeviceChoice Device { get; } = new(DeviceRequest.Cpu, "static embeddings are looked up on the processor", Warning: null);

    public int Width => table.Columns;

    public bool IsPerToken => false;

    public int BatchTokens => int.MaxValue;

    public Task RunAsync(IReadOnlyList<ModelInput> inputs, EncoderRow take, CancellationToken cancellationToken)
    {
        var sums = new float[Width];
        for (var index = 0; index < inputs.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            table.Sum(inputs[index].Ids.Span, sums);
            take(index, sums);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
