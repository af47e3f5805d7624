using CsCheck;
using PromptLsp.Models.Generation;

namespace PromptLsp.Models.Tests.Generation;

public sealed class TokenSamplerTests
{
    private static readonly float[] _logits = [1, 3, 2, 2.9f];

    [Fact]
    public void Without_temperature_the_most_probable_token_is_taken() => Assert.Equal(1, Next(new GenerationOptions()));

    [Theory]
    [InlineData(1, null, null)]
    [InlineData(null, 0.01, null)]
    [InlineData(null, null, 1.0)]
    public void The_narrowest_choice_is_the_most_probable_token(int? topK, double? topP, double? minP) =>
        Assert.Equal(1, Next(new GenerationOptions { Temperature = 2, TopK = topK, TopP = topP, MinP = minP }));

    [Fact]
    public void A_token_that_was_there_becomes_less_probable() =>
        Assert.Equal(3, new TokenSampler(new GenerationOptions { RepetitionPenalty = 1.2 }, [1]).Next(_logits));

    [Fact]
    public void Draws_follow_the_probabilities()
    {
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, Seed = 3 }, []);
        var counts = new int[4];
        for (var draw = 0; draw < 20_000; draw++)
        {
            counts[sampler.Next(_logits)]++;
        }

        var sum = _logits.Sum(logit => Math.Exp(logit));
        Assert.All(counts.Index(), pair => Assert.Equal(Math.Exp(_logits[pair.Index]) / sum, pair.Item / 20_000.0, 0.015));
    }

    [Fact]
    public void Equal_seeds_draw_equal_tokens() => Gen.Select(Gen.Float[-5, 5].Array[50], Gen.Int).Sample((logits, seed) =>
    {
        var options = new GenerationOptions { Temperature = 1.5, TopP = 0.9, Seed = seed };
        Assert.Equal(new TokenSampler(options, []).Next(logits), new TokenSampler(options, []).Next(logits));
    }, iter: 500);

    private static int Next(GenerationOptions options) => new TokenSampler(options, []).Next(_logits);
}
