using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Devices;

/// <summary>
/// Execution providers in libraries of their own, named by <see cref="EnvironmentVariable"/>. Only the user's environment names them, never a workspace:
/// a library is code. Each is registered once a process, at the first use of the device <c>plugin</c> or of <c>auto</c>.
/// </summary>
public static class ProviderLibraries
{
    /// <summary>Absolute paths of libraries, separated as in <c>PATH</c>.</summary>
    public const string EnvironmentVariable = "PROMPTLSP_EP_LIBRARIES";

    private static readonly Lock _gate = new();
    private static readonly HashSet<string> _registered = new(StringComparer.Ordinal);

    /// <summary>The named libraries.</summary>
    public static IReadOnlyList<string> Named => Parse(Environment.GetEnvironmentVariable(EnvironmentVariable));

    /// <summary>The paths in a value of <see cref="EnvironmentVariable"/>.</summary>
    internal static IReadOnlyList<string> Parse(string? value) =>
        (value ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Registers libraries and gives the devices of the first provider that they bring.</summary>
    /// <exception cref="InferenceException">No library is named, one is not there or no provider, or none has a device on this machine.</exception>
    internal static IReadOnlyList<OrtEpDevice> Devices(IReadOnlyList<string> libraries)
    {
        if (libraries.Count == 0)
        {
            throw new InferenceException($"{EnvironmentVariable} names no library of an execution provider");
        }

        lock (_gate)
        {
            var environment = OnnxRuntimeLibrary.Environment;
            var names = libraries.Select(path => Register(environment, path)).ToList();
            var ofLibraries = environment.GetEpDevices().Where(device => IsOf(device, names)).ToList();
            return ofLibraries.Count > 0
                ? [.. ofLibraries.Where(device => device.EpName == ofLibraries[0].EpName)]
                : throw new InferenceException($"the libraries of {EnvironmentVariable} have no device on this machine");
        }
    }

    private static string Register(OrtEnv environment, string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!Path.IsPathFullyQualified(path) || !File.Exists(path))
        {
            throw new InferenceException($"{path}: there is no such library: {EnvironmentVariable} takes absolute paths");
        }

        if (_registered.Contains(path))
        {
            return name;
        }

        try
        {
            environment.RegisterExecutionProviderLibrary(name, path);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new InferenceException($"{path}: it cannot be registered: {exception.Message}", exception);
        }

        _registered.Add(path);
        return name;
    }

    // ONNX Runtime keeps the path of the library in the metadata of its devices.
    private static bool IsOf(OrtEpDevice device, List<string> names) =>
        device.EpMetadata.Entries.TryGetValue("library_path", out var path)
            ? names.Contains(Path.GetFileNameWithoutExtension(path))
            : device.EpName != ExecutionProviders.ProviderName(DeviceRequest.Cpu);
}
