using System.Text.Json;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Generation;

/// <summary>The tokens that end an answer: <c>eos_token_id</c> of <c>generation_config.json</c>, else of <c>config.json</c>.</summary>
internal static class StopTokens
{
    private static readonly string[] _files = ["generation_config.json", "config.json"];

    /// <summary>The numbers; none where no file tells them.</summary>
    /// <exception cref="ModelFormatException">A file cannot be understood.</exception>
    public static HashSet<int> Read(ModelFolder folder)
    {
        foreach (var path in _files.Select(folder.Resolve).Where(File.Exists))
        {
            using var facts = JsonFacts.Read(path);
            if (facts.Find(facts.Root, "eos_token_id") is { } ids)
            {
                return ids.ValueKind == JsonValueKind.Array ? [.. ids.EnumerateArray().Select(id => Number(facts, id))] : [Number(facts, ids)];
            }
        }

        return [];
    }

    private static int Number(JsonFacts facts, JsonElement id) =>
        id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number >= 0 ? number : throw facts.Wrong("'eos_token_id' must be a token number or a list of them.");
}
