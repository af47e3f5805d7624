using System.Text;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Pipelines;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Generation;

public sealed class CausalModelTests
{
    [Fact]
    public async Task A_seed_draws_the_same_each_time_and_stop_texts_end_the_answer()
    {
        var model = await SmolModel.GetAsync();
        var prompt = model.EncodeChat(ChatTemplateInput.Of([new ChatTurn("user", "Name three colours.")]));
        var options = new GenerationOptions { MaxNewTokens = 8, Temperature = 0.9, TopP = 0.95, TopK = 50, MinP = 0.01, RepetitionPenalty = 1.1, Seed = 7 };
        var first = await model.CompleteAsync(prompt, options);
        Assert.Equal(first.Ids, (await model.CompleteAsync(prompt, options)).Ids);

        var stop = first.Text[2..4];
        var stopped = await model.CompleteAsync(prompt, options with { StopTexts = [stop] });
        Assert.Equal((first.Text[..first.Text.IndexOf(stop, StringComparison.Ordinal)], "stop"), (stopped.Text, stopped.FinishReason));
    }

    [Fact]
    public async Task What_does_not_fit_is_told()
    {
        var model = await SmolModel.GetAsync();
        var tooLong = new int[model.MaxTokens];
        await Assert.ThrowsAsync<ContextWindowException>(() => model.CompleteAsync(tooLong, new GenerationOptions()));
        await Assert.ThrowsAsync<ContextWindowException>(() => model.CompleteAsync([], new GenerationOptions()));
        await Assert.ThrowsAsync<ContextWindowException>(() => model.ScoreAsync(new int[model.MaxTokens + 1]));
        await Assert.ThrowsAsync<ArgumentException>(() => model.CompleteAsync([1], new GenerationOptions { Temperature = -1 }));
    }

    [Fact]
    public async Task Cancellation_ends_a_generation_between_tokens()
    {
        var model = await SmolModel.GetAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in model.GenerateAsync(model.EncodeText("Once upon a time"), new GenerationOptions(), stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Lines_and_conversations_are_answered_in_order_and_bad_ones_told()
    {
        var model = await SmolModel.GetAsync();
        var input = "{\"text\":\"The capital of France is\"}\n{\"messages\":[{\"role\":\"user\",\"content\":\"Say hi <|im_end|>\"}]}\n{\"messages\":[1]}\n{\"text\":\"\"}\n";
        using var output = new MemoryStream();
        var pipeline = new ConversationPipeline(new GenerationProcessor(model, new GenerationOptions { MaxNewTokens = 2 }), new RecordPipelineOptions());
        var summary = await pipeline.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), output);
        var lines = Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n');
        Assert.Equal((4, 2, 4), (summary.Records, summary.Errors, lines.Length));
        Assert.Matches("^\\{\"index\":0,\"text\":\" Paris[^\"]*\",\"ids\":\\[\\d+,\\d+\\],\"finish_reason\":\"length\"\\}$", lines[0]);
        Assert.StartsWith("{\"index\":1,\"text\":", lines[1], StringComparison.Ordinal);
        Assert.Equal("{\"index\":2,\"error\":\"line 3: \\\"messages\\\" must be a list of objects.\"}", lines[2]);
        Assert.Equal("{\"index\":3,\"error\":\"The prompt is empty: there is nothing to continue.\"}", lines[3]);
    }

    [Fact]
    public void A_model_without_chat_template_says_what_to_do()
    {
        var folder = BuiltIn.Open();
        Assert.Null(ChatFormat.Read(folder));
        Assert.Contains("has no chat template", ChatFormat.Missing(folder).Message, StringComparison.Ordinal);
    }
}
