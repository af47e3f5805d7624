using Microsoft.ML.OnnxRuntime;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Graphs;

namespace PromptLsp.Models.Inference;

/// <summary>A session of ONNX Runtime with what is known of it. Whoever asked for it disposes of the session.</summary>
/// <param name="Session">Any number of runs at once.</param>
/// <param name="Device">What it computes on.</param>
/// <param name="Facts">What its graph says.</param>
internal sealed record LoadedGraph(InferenceSession Session, DeviceChoice Device, GraphFacts Facts);
