using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Models.Devices;

/// <summary>The native ONNX Runtime of this process.</summary>
internal static class OnnxRuntimeLibrary
{
    private static readonly Lazy<OrtEnv> _environment = new(Create);

    /// <summary>The one environment of the process.</summary>
    /// <exception cref="InferenceException">The native library is missing or does not fit.</exception>
    public static OrtEnv Environment
    {
        get
        {
            try
            {
                return _environment.Value;
            }
            catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or OnnxRuntimeException)
            {
                var cause = exception is TypeInitializationException { InnerException: { } inner } ? inner : exception;
                throw new InferenceException(
                    $"ONNX Runtime's native library cannot be loaded: {cause.Message} It belongs beside the executable in {AppContext.BaseDirectory}; install PromptLsp again.",
                    exception);
            }
        }
    }

    /// <summary>Where the native library was loaded from, or null where the system does not tell.</summary>
    public static string? Path()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName).FirstOrDefault(IsRuntime);
    }

    private static bool IsRuntime(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return name.StartsWith("libonnxruntime.", StringComparison.Ordinal) || string.Equals(name, "onnxruntime.dll", StringComparison.OrdinalIgnoreCase);
    }

    private static OrtEnv Create()
    {
        if (OrtEnv.IsCreated)
        {
            return OrtEnv.Instance();
        }

        // Its warnings (a machine without a GPU is one) would mix with our standard error; failures come as exceptions anyway.
        var options = new EnvironmentCreationOptions { logId = "promptlsp", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        var environment = OrtEnv.CreateInstanceWithOptions(ref options);
        environment.DisableTelemetryEvents();
        return environment;
    }
}
