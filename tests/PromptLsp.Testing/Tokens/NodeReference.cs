using System.Diagnostics;
using System.Text.Json;

namespace PromptLsp.Testing.Tokens;

/// <summary>npm tiktoken in a process of node, of the version that the lock file pins.</summary>
public static class NodeReference
{
    private static readonly string _folder = RepositoryPaths.Combine("tests", "PromptLsp.Core.Tests", "Tokens", "Reference");
    private static readonly Lazy<string?> _missing = new(Install);

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => _missing.Value;

    /// <summary>The folder of its encoders.</summary>
    public static string Encoders => Path.Combine(_folder, "node_modules", "tiktoken", "encoders");

    /// <summary>What <c>encode.mjs</c> prints for the texts, line by line.</summary>
    /// <param name="texts">Any texts, lone surrogates included.</param>
    /// <param name="arguments">Options, then <c>{}</c> for the file of texts, then encodings.</param>
    public static string[] Run(IEnumerable<string> texts, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "texts.jsonl");
        File.WriteAllLines(path, texts.Select(text => JsonSerializer.Serialize(text)));
        return Start(_folder, "node", ["encode.mjs", .. arguments.Select(argument => argument == "{}" ? path : argument)])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Install()
    {
        try
        {
            if (!Directory.Exists(Encoders))
            {
                Start(_folder, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            }

            return null;
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return $"needs node and npm tiktoken: {failure.Message}";
        }
    }

    private static string Start(string folder, string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }
}
