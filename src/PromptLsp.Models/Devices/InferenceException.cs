namespace PromptLsp.Models.Devices;

/// <summary>ONNX Runtime is not there or a computation failed. The message says what to do next.</summary>
/// <param name="message">The whole message.</param>
/// <param name="innerException">The cause, where another exception is one.</param>
public sealed class InferenceException(string message, Exception? innerException = null) : Exception(message, innerException);
