using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PromptLsp.Benchmarks.Typing;

/// <summary>How long after a key the editor has fresh findings and a fresh count, in prompts of a megabyte.</summary>
internal sealed class TypingBenchmark : IBenchmark
{
    private const int DefaultKeys = 400;
    private const int WarmingKeys = 40;

    /// <inheritdoc/>
    public string Name => "typing";

    /// <inheritdoc/>
    public string Description => "keys in prompts of 1 MB through the real server: didChange until diagnostics and token lens of that version [KEYS] [SHAPE]";

    /// <inheritdoc/>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var keys = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultKeys;
        var executable = Executable();
        Console.WriteLine($"{executable}: {keys} keys at random places, {keys} at one place every 5 ms, {keys / 20} bursts of 10 keys (from the last key on); milliseconds");
        Console.WriteLine($"{"",-34}{"open",8}  {"random p50",10} {"p99",6} {"max",6}  {"one place p50",13} {"p99",6} {"max",6}  {"burst p50",9} {"p99",6} {"max",6}  {"MB before",9} {"after",6}");
        foreach (var (name, text) in PromptShapes.All.Where(shape => arguments.Count < 2 || shape.Name.Contains(arguments[1], StringComparison.Ordinal)))
        {
            await MeasureAsync(executable, name, text, keys, cancellationToken);
        }

        return 0;
    }

    private static async Task MeasureAsync(string executable, string name, string text, int keys, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("promptlsp-typing-").FullName;
        try
        {
            using var editor = await EditorProcess.StartAsync(executable, folder, cancellationToken);
            var session = new TypingSession(editor, new TypedDocument(new Uri(Path.Combine(folder, "large.prompt")).AbsoluteUri, text, seed: 3));
            var open = await session.OpenAsync(cancellationToken);
            _ = await session.TypeAsync(WarmingKeys, jumps: true, pause: TimeSpan.Zero, burst: 1, cancellationToken);
            var before = editor.ResidentBytes;
            var random = await session.TypeAsync(keys, jumps: true, pause: TimeSpan.Zero, burst: 1, cancellationToken);
            var place = await session.TypeAsync(keys, jumps: false, pause: TimeSpan.FromMilliseconds(5), burst: 1, cancellationToken);
            var bursts = await session.TypeAsync(keys / 20, jumps: true, pause: TimeSpan.FromMilliseconds(5), burst: 10, cancellationToken);
            Console.WriteLine(
                $"{name,-34}{open,8:0.0}  {random.At(50),10:0.0} {random.At(99),6:0.0} {random.At(100),6:0.0}  {place.At(50),13:0.0} {place.At(99),6:0.0} {place.At(100),6:0.0}"
                + $"  {bursts.At(50),9:0.0} {bursts.At(99),6:0.0} {bursts.At(100),6:0.0}  {before >> 20,9} {editor.ResidentBytes >> 20,6}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The executable that <c>PROMPTLSP_EXE</c> names, such as the published native one, else the one built in this tree.</summary>
    private static string Executable() => Environment.GetEnvironmentVariable("PROMPTLSP_EXE") is { Length: > 0 } named
        ? named
        : Directory.GetFiles(RepositoryPaths.Combine("src", "PromptLsp.Cli", "bin", "Release"), "promptlsp", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new FileNotFoundException("Build it first: dotnet build src/PromptLsp.Cli -c Release; or name an executable by PROMPTLSP_EXE.");
}
