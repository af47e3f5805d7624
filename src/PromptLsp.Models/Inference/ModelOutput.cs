using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Inference;

/// <summary>The output of one run, in ONNX Runtime's own memory: valid until disposed.</summary>
/// <param name="values">The one output.</param>
internal readonly struct ModelOutput(IDisposableReadOnlyCollection<OrtValue> values) : IDisposable
{
    /// <summary>Row-major float32[rows, columns, width], or [rows, width] where <see cref="OutputShape.IsPerToken"/> is false.</summary>
    public ReadOnlySpan<float> Values => values[0].GetTensorDataAsSpan<float>();

    public void Dispose() => values.Dispose();
}
