using System.Diagnostics;
using System.Text.Json;

namespace PromptLsp.Models.Tests.Devices;

/// <summary>The GPU package is not restored here; that the property asks for it is.</summary>
public sealed class OnnxRuntimeFlavorTests
{
    [Theory]
    [InlineData("Cpu", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Gpu", "Microsoft.ML.OnnxRuntime.Gpu")]
    public async Task TheFlavorChoosesTheNativePackage(string flavor, string expected)
    {
        var (exitCode, output) = await EvaluateAsync("-getItem:PackageReference", $"-p:OnnxRuntimeFlavor={flavor}");
        Assert.True(exitCode == 0, output);
        using var document = JsonDocument.Parse(output);
        var packages = document.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        Assert.Equal([expected], packages.Where(package => package.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnUnknownFlavorIsAnErrorThatSaysWhatToWrite()
    {
        var (exitCode, output) = await EvaluateAsync("-t:CheckOnnxRuntimeFlavor", "-p:OnnxRuntimeFlavor=Tpu");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("OnnxRuntimeFlavor is 'Tpu': write Cpu or Gpu.", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> EvaluateAsync(params string[] arguments)
    {
        var project = RepositoryPaths.Combine("src", "PromptLsp.Cli", "PromptLsp.Cli.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-nodeReuse:false", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
