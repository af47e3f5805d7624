using System.Diagnostics;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;
using PromptLsp.Storage.Writer;

namespace PromptLsp.Storage.Tests.Results;

/// <summary>Real processes that write to one file, killed or side by side.</summary>
public class SeveralProcessesTests
{
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Four_processes_write_side_by_side_from_the_very_first_moment()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, ".promptlsp", "store.db");
        using var timeout = new CancellationTokenSource(_hang);
        var processes = Enumerable.Range(0, 4).Select(i => Start(path, $"run{i}", concurrency: 8, rows: 250)).ToList();
        var outputs = await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadToEndAsync(timeout.Token)));
        var errors = await Task.WhenAll(processes.Select(process => process.StandardError.ReadToEndAsync(timeout.Token)));
        await Task.WhenAll(processes.Select(process => process.WaitForExitAsync(timeout.Token)));

        Assert.All(errors, error => Assert.Equal("", error));
        Assert.All(processes, process => Assert.Equal(0, process.ExitCode));
        Assert.All(outputs, output => Assert.Equal(250, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal("1000", StoreFixture.Scalar(path, "SELECT count(*) FROM results"));
        Assert.Equal("1000", StoreFixture.Scalar(path, "SELECT count(*) FROM call_attempts"));
        Assert.Equal("ok", StoreFixture.Scalar(path, "PRAGMA integrity_check"));
        processes.ForEach(process => process.Dispose());
    }

    /// <summary>After 1, 7, 40, … printed rows, at whatever point the writer is just then.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(333)]
    [InlineData(1500)]
    public async Task Every_row_reported_is_there_after_a_kill(int rowsBeforeKill)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "store.db");
        using var timeout = new CancellationTokenSource(_hang);
        using var process = Start(path, "run", concurrency: 16, rows: 1_000_000);
        var reported = new HashSet<string>();
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            // The last line may be cut by the kill: a whole identity has a fixed length.
            if (line.Length == "run-000000".Length)
            {
                reported.Add(line);
            }

            if (reported.Count == rowsBeforeKill)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(timeout.Token);
        Assert.True(reported.Count >= rowsBeforeKill, await process.StandardError.ReadToEndAsync(timeout.Token));
        await using var store = new SqliteResultStore(new SqliteDatabase(path));
        var rows = await StoreFixture.ToList(store.ReadResultsAsync("run", timeout.Token));
        Assert.Empty(reported.Except(rows.Select(row => row.Id)));
        Assert.All(rows, row => Assert.Equal(2, row.Assertions.Count));
        Assert.Equal("ok", StoreFixture.Scalar(path, "PRAGMA integrity_check"));
        Assert.Equal("", StoreFixture.Scalar(path, "PRAGMA foreign_key_check"));
        await store.CompleteRunAsync("run", RunStatus.Interrupted, SampleRecords.Start, timeout.Token);
    }

    private static Process Start(string path, string runId, int concurrency, int rows)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "PromptLsp.Storage.Writer" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        return Process.Start(new ProcessStartInfo(executable, [path, runId, $"{concurrency}", $"{rows}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
