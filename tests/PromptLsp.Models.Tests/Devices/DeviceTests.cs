using Microsoft.ML.OnnxRuntime;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Devices;

/// <summary>The tests run with the CPU package: what it does not have must be refused by it, not by us.</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData(DeviceRequest.Cuda)]
    [InlineData(DeviceRequest.TensorRt)]
    [InlineData(DeviceRequest.DirectMl)]
    [InlineData(DeviceRequest.CoreMl)]
    [InlineData(DeviceRequest.Plugin)]
    public void AProviderThatTheBuildDoesNotHaveIsRefusedByItsApi(DeviceRequest device)
    {
        Assert.SkipWhen(DeviceReport.Create().AvailableProviders.Contains(ExecutionProviders.ProviderName(device)), "this build has it");
        using var options = new SessionOptions();
        Assert.False(ExecutionProviders.TryAppend(options, device, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public async Task AnUnavailableDeviceFallsBackWithAWarning()
    {
        Assert.SkipWhen(DeviceReport.Create().AvailableProviders.Contains("CUDAExecutionProvider"), "this build has CUDA");
        using var model = await ModelFixture.LoadAsync(device: DeviceRequest.Cuda);
        Assert.Equal(DeviceRequest.Cpu, model.Device.Device);
        Assert.Contains("cuda cannot be used: ", model.Device.Warning, StringComparison.Ordinal);
        Assert.Contains("Computing on cpu instead", model.Device.Warning, StringComparison.Ordinal);
        Assert.Equal(1, (await model.EmbedAsync(["x"])).Count);
    }

    [Fact]
    public void TheReportTellsVersionProvidersChoiceAndLibrary()
    {
        var report = DeviceReport.Create();
        Assert.Null(report.Problem);
        Assert.Matches(@"^1\.\d+\.\d+", report.RuntimeVersion!);
        Assert.Contains("CPUExecutionProvider", report.AvailableProviders);
        Assert.NotNull(report.Choice);
        Assert.Null(report.Choice.Warning);
        Assert.StartsWith($"auto chose {report.Choice.Name}: ", report.Choice.Reason, StringComparison.Ordinal);
        Assert.True(File.Exists(report.NativeLibrary), report.NativeLibrary);

        var cpu = DeviceReport.Create(DeviceRequest.Cpu).Choice;
        Assert.Equal(new DeviceChoice(DeviceRequest.Cpu, "cpu was asked for", null), cpu);
    }

    [Fact]
    public void AutoTakesTheBestThatIsThereAndNeverTensorRt()
    {
        string[] gpu = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"];
        Assert.Equal([DeviceRequest.Cuda, DeviceRequest.Cpu], ExecutionProviders.Candidates(DeviceRequest.Auto, gpu));
        Assert.Equal([DeviceRequest.CoreMl, DeviceRequest.Cpu], ExecutionProviders.Candidates(DeviceRequest.Auto, ["CoreMLExecutionProvider", "CPUExecutionProvider"]));
        Assert.Equal([DeviceRequest.TensorRt, DeviceRequest.Cpu], ExecutionProviders.Candidates(DeviceRequest.TensorRt, gpu));
        Assert.Equal([DeviceRequest.Cpu], ExecutionProviders.Candidates(DeviceRequest.Cpu, gpu));

        var failed = ExecutionProviders.Describe(DeviceRequest.Auto, DeviceRequest.Cpu, [(DeviceRequest.Cuda, "no driver")], gpu);
        Assert.Equal("auto chose cpu: cuda cannot be used: no driver", failed.Reason);
    }

    [Fact]
    public void APlugInComesFirstWhereALibraryIsNamed() => Assert.Equal(
        [DeviceRequest.Plugin, DeviceRequest.Cuda, DeviceRequest.Cpu],
        ExecutionProviders.Candidates(DeviceRequest.Auto, ["plug-in", "CUDAExecutionProvider", "CPUExecutionProvider"]));

    [Fact]
    public void ALibraryThatIsNoneIsNamed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("libexample_ep.so", "no library");
        Assert.Contains("names no library", Assert.Throws<InferenceException>(() => ProviderLibraries.Devices([])).Message, StringComparison.Ordinal);
        Assert.Contains("takes absolute paths", Assert.Throws<InferenceException>(() => ProviderLibraries.Devices(["libexample_ep.so"])).Message, StringComparison.Ordinal);
        Assert.Contains("takes absolute paths", Assert.Throws<InferenceException>(() => ProviderLibraries.Devices([path + "x"])).Message, StringComparison.Ordinal);
        Assert.Contains(path + ": it cannot be registered: ", Assert.Throws<InferenceException>(() => ProviderLibraries.Devices([path])).Message, StringComparison.Ordinal);
        Assert.Equal([path, "/b"], ProviderLibraries.Parse($"{path}{Path.PathSeparator} /b {Path.PathSeparator}"));
    }

    [Fact]
    public async Task ADeviceOfAnyNameFallsBackAndSaysWhy()
    {
        foreach (var device in new[] { DeviceRequest.TensorRt, DeviceRequest.DirectMl, DeviceRequest.CoreMl, DeviceRequest.Plugin })
        {
            Assert.SkipWhen(DeviceReport.Create().AvailableProviders.Contains(ExecutionProviders.ProviderName(device)), "this build has it");
            using var model = await ModelFixture.LoadAsync(device: device);
            Assert.StartsWith(DeviceRequests.NameOf(device) + " cannot be used: ", model.Device.Warning, StringComparison.Ordinal);
            Assert.Equal(1, (await model.EmbedAsync(["x"])).Count);
        }
    }

    [Fact]
    public void NamesAreReadInAnyCase()
    {
        Assert.Equal(["auto", "cpu", "cuda", "tensorrt", "directml", "coreml", "plugin"], DeviceRequests.Names);
        Assert.All(DeviceRequests.Names, name => Assert.True(DeviceRequests.TryParse(name.ToUpperInvariant(), out var request) && DeviceRequests.NameOf(request) == name));
        Assert.False(DeviceRequests.TryParse("tpu", out _));
    }
}
