using PromptLsp.Models.Devices;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>Turns token numbers into vectors. Safe for concurrent callers.</summary>
internal interface IEncoderRunner : IDisposable
{
    /// <summary>What it computes on.</summary>
    DeviceChoice Device { get; }

    /// <summary>Length of a vector.</summary>
    int Width { get; }

    /// <summary>True where each token has a vector, false where an input has one.</summary>
    bool IsPerToken { get; }

    /// <summary>The most padded tokens of one run.</summary>
    int BatchTokens { get; }

    /// <summary>Runs all inputs.</summary>
    /// <param name="inputs">Token numbers.</param>
    /// <param name="take">Takes the answers, in any order.</param>
    /// <param name="cancellationToken">Stops the runs under way.</param>
    /// <exception cref="InferenceException">A run failed, or gave something that is no number.</exception>
    Task RunAsync(IReadOnlyList<ModelInput> inputs, EncoderRow take, CancellationToken cancellationToken);
}
