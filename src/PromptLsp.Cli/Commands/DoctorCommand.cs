using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptLsp.Cli.Composition;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Results;
using PromptLsp.Llm.Endpoints;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Loading;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Cli.Commands;

/// <summary><c>doctor</c>: what this installation has and what it would use.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var (workspace, device) = (CommonOptions.Workspace(), CommonOptions.Device());
        var command = new Command("doctor", "Tells version, devices, models, tokenizers, providers and the state of the database. Keys are told by name only.") { workspace, device };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.OpenUnchecked(".", parsed.GetValue(workspace));
            var output = console.Output;
            await output.WriteLineAsync($"promptlsp {ProductVersion.Text} ({(RuntimeFeature.IsDynamicCodeSupported ? "jitted" : "native")}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            var isWell = await WriteInferenceAsync(output, CommonOptions.ParseDevice(parsed.GetRequiredValue(device)));
            await output.WriteLineAsync($"tokenizers: {string.Join(", ", opened.Snapshot.TokenCounters.Names)}");
            isWell &= await WriteWorkspaceAsync(output, opened);
            await WriteProvidersAsync(output, opened.Snapshot.Configuration);
            isWell &= await WriteStoreAsync(output, opened, cancellationToken);
            return isWell ? ExitCode.Ok : ExitCode.Findings;
        });
        return command;
    }

    private static async Task<bool> WriteInferenceAsync(TextWriter output, DeviceRequest request)
    {
        var report = DeviceReport.Create(request);
        if (report.Problem is { } problem)
        {
            await output.WriteLineAsync($"onnx runtime: not usable: {problem}");
            return false;
        }

        await output.WriteLineAsync($"onnx runtime: {report.RuntimeVersion} ({report.NativeLibrary ?? "library path unknown"})");
        await output.WriteLineAsync($"  execution providers: {string.Join(", ", report.AvailableProviders)}");
        if (ProviderLibraries.Named.Count > 0)
        {
            await output.WriteLineAsync($"  plug-in libraries: {string.Join(", ", ProviderLibraries.Named)}");
        }

        await output.WriteLineAsync($"  chosen: {report.Choice!.Name}: {report.Choice.Reason}");
        if (report.Choice.Warning is { } warning)
        {
            await output.WriteLineAsync($"  warning: {warning}");
        }

        var models = ModelLocator.Default.ListNames();
        await output.WriteLineAsync($"local models: {(models.Count == 0 ? "none: reinstall, or set " + ModelLocator.EnvironmentVariable : "")}");
        foreach (var (id, folder) in models)
        {
            await output.WriteLineAsync($"  {id}{(id == ModelLocator.DefaultEmbeddingModel ? " (default)" : "")}  {folder}");
        }

        return models.Count > 0;
    }

    private static async Task<bool> WriteWorkspaceAsync(TextWriter output, CliWorkspace workspace)
    {
        var configuration = workspace.Snapshot.Configuration;
        await output.WriteLineAsync($"workspace: {workspace.RootPath}{(configuration.Source is null ? $" (no {WorkspaceConfiguration.FileName})" : "")}");
        foreach (var diagnostic in configuration.Diagnostics)
        {
            await output.WriteLineAsync($"  {WorkspaceConfiguration.FileName}:{configuration.Source!.PositionOf(diagnostic.Span.Start)}: {diagnostic.Message}");
        }

        await output.WriteLineAsync($"indexes: {(configuration.Indexes.IsEmpty ? "none" : string.Join(", ", configuration.Indexes.Keys.Order(StringComparer.Ordinal)))}");
        return configuration.Diagnostics.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
    }

    private static async Task WriteProvidersAsync(TextWriter output, WorkspaceConfiguration configuration)
    {
        await output.WriteLineAsync("providers:");
        await output.WriteLineAsync("  local  built in, no key");
        foreach (var provider in configuration.Providers.Values.OrderBy(provider => provider.Name, StringComparer.Ordinal))
        {
            var key = provider.ApiKeyEnvironmentVariable is not { } variable ? "no key"
                : string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) ? $"key {variable} is not set"
                : $"key {variable} is set";
            await output.WriteLineAsync($"  {provider.Name}  {provider.BaseUrl?.ToString() ?? "the provider's own endpoint"}  {key}");
        }

        var trusted = new TrustedEndpoints(Environment.GetEnvironmentVariable).List();
        await output.WriteLineAsync($"trusted endpoints: {(trusted.Count == 0 ? "none" : string.Join(", ", trusted.Select(endpoint => endpoint.Url)))}");
    }

    private static async Task WriteDriftAsync(TextWriter output, ImmutableArray<TokenDrift> drift)
    {
        await output.WriteLineAsync($"token counts: {(drift.IsEmpty ? "no call that both the provider and we have counted" : "")}");
        foreach (var model in drift)
        {
            await output.WriteLineAsync($"  {model}");
        }
    }

    private static async Task<bool> WriteStoreAsync(TextWriter output, CliWorkspace workspace, CancellationToken cancellationToken)
    {
        try
        {
            var path = Path.Combine(workspace.RootPath, workspace.Snapshot.Configuration.Store);
            if (!File.Exists(path))
            {
                await output.WriteLineAsync($"database: {path} (not made yet)");
                return true;
            }

            var runs = await workspace.Runtime.Store.ListRunsAsync(1, cancellationToken);
            await output.WriteLineAsync($"database: {path} ({new FileInfo(path).Length:N0} bytes, {(runs.Count == 0 ? "no runs" : "newest run " + runs[0].Run.Id)})");
            await WriteDriftAsync(output, workspace.Runtime.Drift);
            return true;
        }
        catch (StoreException exception)
        {
            await output.WriteLineAsync($"database: {exception.Message}");
            return false;
        }
    }
}
