using Microsoft.ML.OnnxRuntime.Tensors;

namespace PromptLsp.Models.Generation;

/// <summary>One tensor of the key-value cache: what a run gives out under one name goes into the next under the other.</summary>
/// <param name="Past">The input.</param>
/// <param name="Present">The output.</param>
/// <param name="Type">Its numbers.</param>
/// <param name="Heads">Second dimension of [batch, heads, tokens, width].</param>
/// <param name="Width">Last dimension.</param>
internal sealed record CacheSlot(string Past, string Present, TensorElementType Type, int Heads, int Width);
