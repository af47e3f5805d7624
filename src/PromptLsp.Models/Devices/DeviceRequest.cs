namespace PromptLsp.Models.Devices;

/// <summary>What the user asks to compute on.</summary>
public enum DeviceRequest
{
    /// <summary>The best that this machine and this build have.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU by CUDA.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU by TensorRT; building its engine can take minutes, so <see cref="Auto"/> never takes it.</summary>
    TensorRt,

    /// <summary>A GPU under Windows by DirectML.</summary>
    DirectMl,

    /// <summary>An Apple GPU or neural engine by Core ML.</summary>
    CoreMl,

    /// <summary>The provider of a library that <see cref="ProviderLibraries.EnvironmentVariable"/> names.</summary>
    Plugin,
}

/// <summary>The spelling of <see cref="DeviceRequest"/> on the command line and in the configuration.</summary>
public static class DeviceRequests
{
    private static readonly (string Name, DeviceRequest Request)[] _names =
    [
        ("auto", DeviceRequest.Auto),
        ("cpu", DeviceRequest.Cpu),
        ("cuda", DeviceRequest.Cuda),
        ("tensorrt", DeviceRequest.TensorRt),
        ("directml", DeviceRequest.DirectMl),
        ("coreml", DeviceRequest.CoreMl),
        ("plugin", DeviceRequest.Plugin),
    ];

    /// <summary>All names, <c>auto</c> first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _names.Select(entry => entry.Name)];

    /// <summary>The request of that name; letter case does not count.</summary>
    public static bool TryParse(string text, out DeviceRequest request)
    {
        var found = _names.FirstOrDefault(entry => string.Equals(entry.Name, text, StringComparison.OrdinalIgnoreCase));
        request = found.Request;
        return found.Name is not null;
    }

    /// <summary>The name of a request.</summary>
    public static string NameOf(DeviceRequest request) => _names.First(entry => entry.Request == request).Name;
}
