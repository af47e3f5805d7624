using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Devices;

/// <summary>What <c>doctor</c> tells of ONNX Runtime.</summary>
/// <param name="RuntimeVersion">Version of the native library, or null where it cannot be loaded.</param>
/// <param name="AvailableProviders">Names of the execution providers that this build has.</param>
/// <param name="Choice">What a request gives here, and why; null where nothing can be computed.</param>
/// <param name="NativeLibrary">Path of the native library, or null where the system does not tell.</param>
/// <param name="Problem">Why nothing can be computed, or null.</param>
public sealed record DeviceReport(
    string? RuntimeVersion,
    IReadOnlyList<string> AvailableProviders,
    DeviceChoice? Choice,
    string? NativeLibrary,
    string? Problem)
{
    /// <summary>Asks the machine. Loads ONNX Runtime but no model; a GPU that fails only when a model is loaded is told by that model.</summary>
    /// <param name="request">What to choose for.</param>
    public static DeviceReport Create(DeviceRequest request = DeviceRequest.Auto)
    {
        OrtEnv environment;
        try
        {
            environment = OnnxRuntimeLibrary.Environment;
        }
        catch (InferenceException exception)
        {
            return new DeviceReport(null, [], null, null, exception.Message);
        }

        var available = ExecutionProviders.Available();
        return new DeviceReport(environment.GetVersionString(), available, Choose(request, available), OnnxRuntimeLibrary.Path(), Problem: null);
    }

    private static DeviceChoice Choose(DeviceRequest request, string[] available)
    {
        var problems = new List<(DeviceRequest, string)>();
        foreach (var device in ExecutionProviders.Candidates(request, available))
        {
            using var options = new SessionOptions();
            if (ExecutionProviders.TryAppend(options, device, out var problem))
            {
                return ExecutionProviders.Describe(request, device, problems, available);
            }

            problems.Add((device, problem));
        }

        throw new InvalidOperationException("The processor is always a candidate.");
    }
}
