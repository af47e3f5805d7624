using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Inference;

/// <summary>Output of one run, in ONNX Runtime's own memory: valid until disposed.</summary>
/// <param name="values">The one output.</param>
internal readonly struct HiddenStates(IDisposableReadOnlyCollection<OrtValue> values) : IDisposable
{
    /// <summary>Row-major float32[rows, columns, dimension].</summary>
    public ReadOnlySpan<float> Values => values[0].GetTensorDataAsSpan<float>();

    public void Dispose() => values.Dispose();
}
