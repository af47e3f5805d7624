using System.Text.Json;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Generation;

namespace PromptLsp.Models.Tests.Generation;

/// <summary>The language model of the reference data, loaded once for all tests that need it.</summary>
internal static class SmolModel
{
    private static readonly Lazy<Task<CausalModel>> _model = new(() => CausalModel.LoadAsync(Folder(), DeviceRequest.Cpu));

    /// <summary>True where the whole reference is to be run, which takes minutes.</summary>
    public static bool IsWhole => Environment.GetEnvironmentVariable("PROMPTLSP_WHOLE_REFERENCE") == "1";

    public static string Folder() => SharedData.PathOf("models", "SmolLM2-135M-Instruct");

    /// <summary>The model; skips the test where the reference data is not there.</summary>
    public static Task<CausalModel> GetAsync()
    {
        _ = Folder();
        return _model.Value;
    }

    /// <summary>The rows of a file of the reference.</summary>
    public static IEnumerable<JsonElement> Rows(string file)
    {
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "causal-lm", file)))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    public static int[] Ids(JsonElement row, string key) => [.. row.GetProperty(key).EnumerateArray().Select(id => id.GetInt32())];

    public static string Text(JsonElement row, string key) => row.GetProperty(key).GetString()!;
}
