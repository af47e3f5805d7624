using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Generation;

public sealed class CausalChatClientTests
{
    private const string Model = "SmolLM2-135M-Instruct";

    [Fact]
    public async Task An_answer_streams_with_its_usage_and_reason()
    {
        await using var models = Models();
        using var client = new CausalChatClient(models, Model);
        ChatMessage[] messages = [new(ChatRole.User, "What is the capital of France?")];
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        Assert.True(updates.Count > 5, "the answer comes in pieces");
        var whole = updates.ToChatResponse();
        Assert.Equal(("The capital of France is Paris.", ChatFinishReason.Stop), (whole.Text, whole.FinishReason));
        Assert.Equal((37L, 8L), (whole.Usage!.InputTokenCount, whole.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task What_a_local_model_cannot_do_is_refused()
    {
        await using var models = Models();
        await RefusesAsync(models, Model, ModelCallFailure.Configuration, "has no response format", new ChatOptions { ResponseFormat = ChatResponseFormat.Json });
        await RefusesAsync(models, Model, ModelCallFailure.Configuration, "has no presence penalty", new ChatOptions { PresencePenalty = 1 });
        await RefusesAsync(models, Model, ModelCallFailure.Configuration, "top-p must be", new ChatOptions { TopP = 2 });
        var extra = new ChatOptions { AdditionalProperties = new() { [RequestOptionKeys.Extra] = JsonElement.Parse("{\"min_p\":\"x\"}") } };
        await RefusesAsync(models, Model, ModelCallFailure.Configuration, "'min_p' must be a number", extra);
        await RefusesAsync(models, "nothing", ModelCallFailure.Configuration, "There is no local model 'nothing'", null);
    }

    [Fact]
    public async Task A_text_without_two_tokens_has_no_perplexity_and_a_missing_model_is_told()
    {
        await using var models = Models();
        Assert.Null(await models.PerplexityAsync(Model, "", TestContext.Current.CancellationToken));
        Assert.InRange((await models.PerplexityAsync(Model, "The cat sat on the mat.", TestContext.Current.CancellationToken))!.Value, 1, 1000);
        await Assert.ThrowsAsync<Core.Scoring.TextScorerException>(() => models.PerplexityAsync("nothing", "x", TestContext.Current.CancellationToken));
        Assert.True(models.Has(Model));
        Assert.False(models.Has("all-MiniLM-L6-v2"));
    }

    private static SharedCausalModels Models() => new(DeviceRequest.Cpu, new ModelLocator([SharedData.PathOf("models")]));

    private static async Task RefusesAsync(SharedCausalModels models, string model, ModelCallFailure failure, string why, ChatOptions? options)
    {
        using var client = new CausalChatClient(models, model);
        var exception = await Assert.ThrowsAsync<ModelCallException>(() => client.GetResponseAsync([new ChatMessage(ChatRole.User, "x")], options));
        Assert.Equal(failure, exception.Failure);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }
}
