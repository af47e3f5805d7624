using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Devices;

/// <summary>The execution providers of ONNX Runtime behind the devices.</summary>
internal static class ExecutionProviders
{
    // TensorRT is left out: its engine is built at the first run of every shape, which can take minutes.
    private static readonly DeviceRequest[] _bestFirst = [DeviceRequest.Plugin, DeviceRequest.Cuda, DeviceRequest.DirectMl, DeviceRequest.CoreMl];

    /// <summary>The providers of this build and, where a library is named, the plug-in.</summary>
    public static string[] Available() => ProviderLibraries.Named.Count > 0
        ? [ProviderName(DeviceRequest.Plugin), .. OnnxRuntimeLibrary.Environment.GetAvailableProviders()]
        : OnnxRuntimeLibrary.Environment.GetAvailableProviders();

    /// <summary>What to try in turn for a request. The processor is always last.</summary>
    public static IReadOnlyList<DeviceRequest> Candidates(DeviceRequest request, IReadOnlyCollection<string> available) => request switch
    {
        DeviceRequest.Auto => [.. _bestFirst.Where(device => available.Contains(ProviderName(device))), DeviceRequest.Cpu],
        DeviceRequest.Cpu => [DeviceRequest.Cpu],
        _ => [request, DeviceRequest.Cpu],
    };

    /// <summary>Adds the provider of a device to the options of a session.</summary>
    /// <param name="options">Options of a new session.</param>
    /// <param name="device">Not <see cref="DeviceRequest.Auto"/>.</param>
    /// <param name="problem">Why it cannot be used.</param>
    /// <returns>False where this build or this machine does not have it.</returns>
    public static bool TryAppend(SessionOptions options, DeviceRequest device, out string problem)
    {
        problem = "";
        try
        {
            Append(options, device);
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            problem = "this build of ONNX Runtime does not have it";
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or DllNotFoundException or NotSupportedException or InferenceException)
        {
            problem = FirstLine(exception.Message);
        }

        return false;
    }

    /// <summary>The choice in words.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="device">What is used.</param>
    /// <param name="problems">What was tried before and why it failed.</param>
    /// <param name="available">Names of the providers that the build has.</param>
    public static DeviceChoice Describe(
        DeviceRequest request, DeviceRequest device, IReadOnlyList<(DeviceRequest Device, string Problem)> problems, IReadOnlyCollection<string> available)
    {
        var failed = string.Join("; ", problems.Select(entry => $"{DeviceRequests.NameOf(entry.Device)} cannot be used: {entry.Problem}"));
        var name = DeviceRequests.NameOf(device);
        if (request == DeviceRequest.Auto)
        {
            var why = device != DeviceRequest.Cpu ? "the best provider of this build"
                : problems.Count > 0 ? failed
                : $"this build of ONNX Runtime has no provider for a GPU ({string.Join(", ", available)})";
            return new DeviceChoice(device, $"auto chose {name}: {why}", Warning: null);
        }

        return device == request
            ? new DeviceChoice(device, $"{name} was asked for", Warning: null)
            : new DeviceChoice(device, failed, $"{failed}. Computing on {name} instead: the results are the same up to rounding, but slower.");
    }

    /// <summary>The name that ONNX Runtime gives the provider of a device.</summary>
    public static string ProviderName(DeviceRequest device) => device switch
    {
        DeviceRequest.Cpu => "CPUExecutionProvider",
        DeviceRequest.Cuda => "CUDAExecutionProvider",
        DeviceRequest.TensorRt => "TensorrtExecutionProvider",
        DeviceRequest.DirectMl => "DmlExecutionProvider",
        DeviceRequest.CoreMl => "CoreMLExecutionProvider",
        DeviceRequest.Plugin => "plug-in",
        _ => throw new ArgumentOutOfRangeException(nameof(device), device, "no single device"),
    };

    private static void Append(SessionOptions options, DeviceRequest device)
    {
        switch (device)
        {
            case DeviceRequest.Cpu:
                break;
            case DeviceRequest.Cuda:
                options.AppendExecutionProvider_CUDA();
                break;
            case DeviceRequest.TensorRt:
                // What TensorRT does not know is computed by the next provider: on the same GPU rather than on the processor.
                options.AppendExecutionProvider_Tensorrt();
                options.AppendExecutionProvider_CUDA();
                break;
            case DeviceRequest.DirectMl:
                options.EnableMemoryPattern = false;
                options.AppendExecutionProvider_DML();
                break;
            case DeviceRequest.CoreMl:
                options.AppendExecutionProvider_CoreML();
                break;
            case DeviceRequest.Plugin:
                options.AppendExecutionProvider(OnnxRuntimeLibrary.Environment, ProviderLibraries.Devices(ProviderLibraries.Named), new Dictionary<string, string>());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(device), device, "no single device");
        }
    }

    internal static string FirstLine(string text) => text.AsSpan().Trim() is var trimmed && trimmed.IndexOfAny('\r', '\n') is > 0 and var end
        ? trimmed[..end].ToString()
        : trimmed.ToString();
}
