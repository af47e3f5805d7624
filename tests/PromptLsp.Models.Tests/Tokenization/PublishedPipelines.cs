using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptLsp.Models.Tests.Tokenization;

/// <summary>The pipelines of published tokenizers whose vocabularies lie in files of their own.</summary>
internal static class PublishedPipelines
{
    /// <summary>A whole tokenizer.json.</summary>
    public static byte[] WithVocabulary(string name)
    {
        var pipelines = JsonNode.Parse(File.ReadAllText(SharedData.PathOf("golden", "tokenizers", "pipelines.json")))!;
        var pipeline = pipelines[name]!;
        var model = pipeline["model"]!.AsObject();
        if (name == "gpt2")
        {
            model["vocab"] = JsonNode.Parse(File.ReadAllText(SharedData.PathOf("data", "tokenizer-files", "gpt2-vocab.json")));
            var lines = File.ReadAllLines(SharedData.PathOf("data", "tokenizer-files", "gpt2-merges.txt")).Where(line => line.Length > 0 && !line.StartsWith("#version"));
            model["merges"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]);
        }
        else
        {
            var lines = File.ReadAllLines(SharedData.PathOf("data", "tokenizer-files", "bert-base-uncased-vocab.txt"));
            model["vocab"] = new JsonObject(lines.Select((line, id) => KeyValuePair.Create(line, (JsonNode?)JsonValue.Create(id))));
        }

        return JsonSerializer.SerializeToUtf8Bytes(pipeline, JsonSerializerOptions.Web);
    }
}
