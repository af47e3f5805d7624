using CsCheck;
using PromptLsp.Core.Retrieval;

namespace PromptLsp.Retrieval.Tests.Packing;

public class ContextPackerTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private static readonly Gen<RetrievedPassage[]> _passages = Gen.OneOf("word ", "longer-word", "\n", "é", "\U0001F600", " ").Array[0, 20]
        .Select(string.Concat).Array[0, 12]
        .Select(texts => texts.Select((text, i) => new RetrievedPassage($"a.md#{i}", "a.md", text, 0, text.Length, 1.0 / (i + 1))).ToArray());

    [Fact]
    public void The_budget_is_never_exceeded_and_nothing_is_lost() => _passages.Select(Gen.Int[0, 60]).Sample((passages, budget) =>
    {
        var packed = ContextPacker.Pack(passages, budget, IndexFixture.Counter, "\n\n", _none);

        Assert.Equal(IndexFixture.Counter.Count(string.Join("\n\n", packed.Packed.Select(passage => passage.Text))), packed.Tokens);
        Assert.True(packed.Tokens <= budget);
        Assert.Equal(passages, packed.Packed.Concat(packed.Dropped.Select(dropped => dropped.Passage)).OrderByDescending(passage => passage.Score));
        Assert.Equal(packed.Packed.OrderByDescending(passage => passage.Score), packed.Packed);
    });

    [Fact]
    public void A_passage_that_does_not_fit_does_not_keep_shorter_ones_out()
    {
        RetrievedPassage[] passages = [Passage(0, 4), Passage(1, 9), Passage(2, 5), Passage(3, 1)];

        var packed = ContextPacker.Pack(passages, 10, set => set.Sum(passage => passage.End), _none);

        Assert.Equal([0, 2, 3], packed.Packed.Select(passage => passage.Start));
        Assert.Equal(10, packed.Tokens);
        Assert.Equal([new DroppedPassage(passages[1], 9)], packed.Dropped);
    }

    [Fact]
    public void What_stands_around_passages_counts()
    {
        RetrievedPassage[] passages = [Passage(0, 4), Passage(1, 4)];

        var packed = ContextPacker.Pack(passages, 9, set => set.Sum(passage => passage.End + 1), _none);

        Assert.Equal((5, 1), (packed.Tokens, packed.Packed.Length));
    }

    [Fact]
    public void Without_a_budget_everything_is_taken()
    {
        var packed = ContextPacker.Pack([Passage(0, 4), Passage(1, 40_000)], null, set => set.Sum(passage => passage.End), _none);

        Assert.Equal((2, 40_004), (packed.Packed.Length, packed.Tokens));
    }

    [Fact]
    public void Packing_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => ContextPacker.Pack([Passage(0, 1)], 1, _ => 1, cancelled.Token));
    }

    private static RetrievedPassage Passage(int number, int tokens) => new($"a.md#{number}", "a.md", "", number, tokens, 1);
}
