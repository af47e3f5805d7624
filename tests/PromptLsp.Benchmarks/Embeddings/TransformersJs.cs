using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PromptLsp.Benchmarks.Embeddings;

/// <summary>@huggingface/transformers in processes of Node.js, as <c>peers/package-lock.json</c> pins it.</summary>
internal sealed class TransformersJs : IDisposable
{
    private static readonly string _folder = RepositoryPaths.Combine("tests", "PromptLsp.Benchmarks", "peers");

    private readonly List<Process> _processes = [];
    private readonly TemporaryFolder _files = new();

    private TransformersJs()
    {
    }

    /// <summary>Installs the package where it is not yet.</summary>
    /// <returns>Why it cannot be used, or null.</returns>
    public static string? Install()
    {
        if (Directory.Exists(Path.Combine(_folder, "node_modules", "@huggingface", "transformers")))
        {
            return null;
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            return npm.ExitCode == 0 ? null : $"npm ci ended with {npm.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"npm does not start: {exception.Message}";
        }
    }

    /// <summary>Starts processes that share the texts, and waits until each has its model.</summary>
    public static TransformersJs Start(string modelFolder, string file, IReadOnlyList<string> texts, int batch, int processes, int threads)
    {
        var started = new TransformersJs();
        for (var number = 0; number < processes; number++)
        {
            var share = texts.Where((_, index) => index % processes == number);
            var path = started._files.Write($"{number}.json", JsonSerializer.Serialize(share));
            string[] arguments = ["embeddings.mjs", modelFolder, file, path, .. new[] { batch, threads, 100 }.Select(value => value.ToString(CultureInfo.InvariantCulture))];
            started._processes.Add(Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true })!);
        }

        foreach (var process in started._processes)
        {
            if (process.StandardOutput.ReadLine() != "ready")
            {
                throw new InvalidOperationException("The Node.js process ended before it was ready.");
            }
        }

        return started;
    }

    /// <summary>One pass over all texts, all processes at once.</summary>
    public (long Tokens, TimeSpan Time, long PeakBytes) Run()
    {
        var start = Stopwatch.GetTimestamp();
        _processes.ForEach(process => process.StandardInput.WriteLine());
        var answers = _processes.ConvertAll(process => JsonDocument.Parse(process.StandardOutput.ReadLine()!).RootElement);
        return (answers.Sum(answer => answer.GetProperty("tokens").GetInt64()), Stopwatch.GetElapsedTime(start), answers.Sum(answer => answer.GetProperty("peakBytes").GetInt64()));
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }

        _files.Dispose();
    }
}
