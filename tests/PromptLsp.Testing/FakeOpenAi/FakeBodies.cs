using System.Text.Json.Nodes;

namespace PromptLsp.Testing.FakeOpenAi;

/// <summary>Bodies as OpenAI's chat completions endpoint writes them.</summary>
public static class FakeBodies
{
    /// <summary>Tokens in, in every answer's usage.</summary>
    public const int PromptTokens = 10;

    /// <summary>Tokens out, in every answer's usage.</summary>
    public const int CompletionTokens = 5;

    /// <summary>A whole answer.</summary>
    public static string Completion(FakeRequest request, string answer, string finishReason) => new JsonObject
    {
        ["id"] = $"chatcmpl-{request.Number}",
        ["object"] = "chat.completion",
        ["created"] = 1,
        ["model"] = ModelOf(request),
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = answer },
            ["finish_reason"] = finishReason,
        }),
        ["usage"] = Usage(),
    }.ToJsonString();

    /// <summary>The events of a streamed answer: a piece for each word, the finish reason, and usage where it was asked for.</summary>
    public static IReadOnlyList<string> Chunks(FakeRequest request, string answer, string finishReason)
    {
        var model = ModelOf(request);
        List<string> events = [Chunk(model, "")];
        events.AddRange(Pieces(answer).Select(piece => Chunk(model, piece)));
        events.Add(Chunk(model, null, finishReason));
        if ((bool?)request.Json["stream_options"]?["include_usage"] == true)
        {
            events.Add(new JsonObject
            {
                ["id"] = "chatcmpl-s",
                ["object"] = "chat.completion.chunk",
                ["created"] = 1,
                ["model"] = model,
                ["choices"] = new JsonArray(),
                ["usage"] = Usage(),
            }.ToJsonString());
        }

        return events;
    }

    /// <summary>One event of a streamed answer.</summary>
    public static string Chunk(string model, string? piece, string? finishReason = null) => new JsonObject
    {
        ["id"] = "chatcmpl-s",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = piece is null ? new JsonObject() : new JsonObject { ["role"] = "assistant", ["content"] = piece },
            ["finish_reason"] = finishReason,
        }),
    }.ToJsonString();

    /// <summary>An error object.</summary>
    public static string Error(string message) => new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "scripted", ["param"] = null, ["code"] = "scripted_code" },
    }.ToJsonString();

    private static JsonObject Usage() => new()
    {
        ["prompt_tokens"] = PromptTokens,
        ["completion_tokens"] = CompletionTokens,
        ["total_tokens"] = PromptTokens + CompletionTokens,
    };

    private static string ModelOf(FakeRequest request) => (string?)request.Json["model"] ?? "fake";

    private static IEnumerable<string> Pieces(string answer)
    {
        var start = 0;
        for (var i = 1; i < answer.Length; i++)
        {
            if (answer[i] == ' ')
            {
                yield return answer[start..i];
                start = i;
            }
        }

        if (start < answer.Length)
        {
            yield return answer[start..];
        }
    }
}
