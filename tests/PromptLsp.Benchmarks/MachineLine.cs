using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptLsp.Benchmarks;

/// <summary>What a table was measured on.</summary>
internal static class MachineLine
{
    /// <summary>Date, cores, architecture, widest vectors and runtime in one line.</summary>
    public static string Text()
    {
        var vectors = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128";
        return $"{DateTimeOffset.Now:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}, vectors of {vectors} bits, "
            + $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";
    }
}
