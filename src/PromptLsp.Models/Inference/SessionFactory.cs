using Microsoft.ML.OnnxRuntime;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Inference;

/// <summary>Makes sessions of ONNX Runtime: on the device that was asked for, else on the processor with a warning.</summary>
internal static class SessionFactory
{
    /// <summary>Loads the graph of a model. Its file must have been verified before.</summary>
    /// <exception cref="ModelLoadException">The file is damaged or reaches outside its folder, or ONNX Runtime refuses it.</exception>
    /// <exception cref="InferenceException">There is no ONNX Runtime.</exception>
    /// <param name="folder">The model.</param>
    /// <param name="request">The device.</param>
    /// <param name="warmUp">
    /// One small run, called for any device but the processor: a driver that is too old, or a kernel that is missing, shows itself only then, and the first run
    /// compiles kernels. May throw what a run throws.
    /// </param>
    /// <param name="threads">Threads of one run on a processor: one where there are as many callers as cores.</param>
    public static LoadedGraph Open(ModelFolder folder, DeviceRequest request, Action<InferenceSession>? warmUp = null, int threads = 1)
    {
        var facts = GraphInspector.Inspect(folder);
        var available = ExecutionProviders.Available();
        var problems = new List<(DeviceRequest, string)>();
        foreach (var device in ExecutionProviders.Candidates(request, available))
        {
            using var options = Options(threads);
            if (!ExecutionProviders.TryAppend(options, device, out var problem))
            {
                problems.Add((device, problem));
                continue;
            }

            try
            {
                return new LoadedGraph(Create(folder, options, device == DeviceRequest.Cpu ? null : warmUp), ExecutionProviders.Describe(request, device, problems, available), facts);
            }
            catch (OnnxRuntimeException exception) when (device != DeviceRequest.Cpu)
            {
                problems.Add((device, ExecutionProviders.FirstLine(exception.Message)));
            }
            catch (OnnxRuntimeException exception)
            {
                throw Refused(folder, facts, exception);
            }
        }

        throw new InvalidOperationException("The processor is always a candidate.");
    }

    private static InferenceSession Create(ModelFolder folder, SessionOptions options, Action<InferenceSession>? warmUp)
    {
        var session = new InferenceSession(folder.ModelPath, options);
        try
        {
            warmUp?.Invoke(session);
            return session;
        }
        catch (OnnxRuntimeException)
        {
            session.Dispose();
            throw;
        }
    }

    private static ModelFormatException Refused(ModelFolder folder, GraphFacts facts, OnnxRuntimeException exception) => new(folder.ModelPath,
        $"{folder.ModelPath}: ONNX Runtime {OnnxRuntimeLibrary.Environment.GetVersionString()} cannot load it (operators of version {facts.Opset}, format {facts.IrVersion}): {exception.Message} " +
        "The file is damaged, or made for a newer version: fetch or export the model again.",
        exception);

    private static SessionOptions Options(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

        // A plan of memory is kept for every shape that was ever run; with padding by batch there are thousands.
        EnableMemoryPattern = false,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
    };
}
