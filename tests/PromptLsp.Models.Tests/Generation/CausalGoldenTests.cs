using System.Text.Json;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Generation;

public sealed class CausalGoldenTests
{
    private static readonly string[] _shortRows = ["g00", "g06", "g07", "g09", "g17", "g18"];

    [Fact]
    public async Task Tokens_are_those_of_the_reference()
    {
        var model = await SmolModel.GetAsync();
        foreach (var row in SmolModel.Rows("tokenizer.jsonl"))
        {
            var ids = model.EncodeText(SmolModel.Text(row, "text"));
            Assert.Equal(SmolModel.Ids(row, "ids"), ids);
            Assert.Equal(SmolModel.Text(row, "decoded"), model.Tokenizer.Decode(ids, skipSpecialTokens: false));
        }
    }

    [Fact]
    public async Task Conversations_become_the_safe_tokens_of_the_reference()
    {
        var model = await SmolModel.GetAsync();
        foreach (var row in SmolModel.Rows("chat_template.jsonl"))
        {
            var input = ChatTemplateInput.Of(row.GetProperty("messages")) with { AddsGenerationPrompt = row.GetProperty("add_generation_prompt").GetBoolean() };
            Assert.Equal(SmolModel.Ids(row, "ids_safe"), model.EncodeChat(input));
        }
    }

    [Fact]
    public async Task Greedy_answers_are_those_of_the_reference()
    {
        var model = await SmolModel.GetAsync();
        foreach (var row in SmolModel.Rows("generate.jsonl").Where(row => SmolModel.IsWhole || _shortRows.Contains(SmolModel.Text(row, "id"))))
        {
            var isNearTie = row.TryGetProperty("near_tie", out var tie) && tie.GetBoolean();
            var answer = await model.CompleteAsync(SmolModel.Ids(row, "input_ids"), new GenerationOptions { MaxNewTokens = 32 });
            if (!isNearTie)
            {
                Assert.Equal(SmolModel.Ids(row, "greedy_ids"), answer.Ids);
                Assert.Equal(SmolModel.Text(row, "greedy_text"), answer.Text);
                Assert.Equal(row.GetProperty("stopped_by_eos").GetBoolean() ? "stop" : "length", answer.FinishReason);
            }
        }
    }

    [Fact]
    public void Probabilities_are_those_of_the_reference()
    {
        using var graph = CausalGraph.Open(ModelFolder.Open(SmolModel.Folder()), DeviceRequest.Cpu);
        foreach (var row in SmolModel.Rows("logits.jsonl"))
        {
            using var sequence = new CausalSequence(graph);
            var expected = row.GetProperty("top10");
            sequence.Append(SmolModel.Ids(row, "input_ids"), (position, logits) =>
            {
                var sum = LogProbabilities.LogSum(logits);
                foreach (var pair in expected[position].EnumerateArray())
                {
                    Assert.Equal(pair[1].GetDouble(), logits[pair[0].GetInt32()] - sum, 2e-3);
                }
            }, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Perplexity_is_that_of_the_reference_in_one_pass_and_by_windows()
    {
        var model = await SmolModel.GetAsync();
        foreach (var row in SmolModel.Rows("perplexity.jsonl"))
        {
            var ids = model.EncodeText(SmolModel.Text(row, "text"));
            Assert.Equal(row.GetProperty("n_tokens").GetInt32(), ids.Count);
            if (ids.Count < 30 || SmolModel.IsWhole)
            {
                AssertClose(row, await model.ScoreAsync(ids));
            }

            if (row.TryGetProperty("sliding", out var sliding) && (ids.Count < 1000 || SmolModel.IsWhole))
            {
                var window = new ScoringWindow(sliding.GetProperty("window").GetInt32(), sliding.GetProperty("stride").GetInt32());
                AssertClose(sliding, await model.ScoreAsync(ids, window));
            }
        }
    }

    private static void AssertClose(JsonElement expected, SequenceScore score)
    {
        var perplexity = expected.GetProperty("perplexity");
        if (perplexity.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(score.Perplexity);
            return;
        }

        Assert.InRange(score.Perplexity!.Value / perplexity.GetDouble(), 1 - 1e-3, 1 + 1e-3);
        Assert.Equal(expected.GetProperty("sum_logprob").GetDouble(), score.SumLogProbability, 1e-3 * Math.Abs(score.SumLogProbability));
    }
}
