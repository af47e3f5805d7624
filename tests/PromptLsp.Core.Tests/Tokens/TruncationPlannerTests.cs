using CsCheck;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class TruncationPlannerTests
{
    private const string Prompt = """
        ---
        inputs:
          question: { type: string }
          history: { type: messages, default: [] }
          docs: { type: array, default: [] }
        ---
        system:
        Answer from these texts.
        {{ for d in docs }}
        [{{ d.source }}] {{ d.text }}
        {{ end }}
        {{ history }}

        user:
        Question: {{ question }} Be brief.
        """;

    private const string Values = """
        {
          "question": "How do I reset my password?",
          "history": [
            {"role":"user","content":"First question of all"},
            {"role":"assistant","content":"I look it up"},
            {"role":"tool","content":"result of the tool"},
            {"role":"assistant","content":"First answer of all"},
            {"role":"user","content":"Second question"},
            {"role":"assistant","content":"Second answer"}
          ],
          "docs": [
            {"source":"a.md","text":"Best passage about passwords."},
            {"source":"b.md","text":"Middling passage about accounts."},
            {"source":"c.md","text":"Worst passage about the weather."}
          ]
        }
        """;

    private static readonly ModelInfo _model = ModelCatalogue.BuiltIn.Find("openai/gpt-4o")!;
    private static readonly RenderedPrompt _prompt = RenderedPrompts.Render(Prompt, Values);
    private static readonly int _total = Count(_prompt);

    [Theory]
    [InlineData(TruncationPolicy.Error)]
    [InlineData(TruncationPolicy.OldestHistory)]
    [InlineData(TruncationPolicy.LowestContext)]
    [InlineData(TruncationPolicy.Tail)]
    public void WhatFitsIsLeftAlone(TruncationPolicy policy)
    {
        var plan = Plan(_prompt, _total, policy);
        Assert.True(plan.Fits);
        Assert.False(plan.ChangesPrompt);
        Assert.Empty(plan.Beyond);
        Assert.Equal("", plan.Reason);
        Assert.Same(_prompt, TruncationPlanner.Apply(_prompt, plan));
    }

    [Fact]
    public void UnderErrorNothingIsCutAndTheTextBeyondIsNamed()
    {
        var plan = Plan(_prompt, _total - 3, TruncationPolicy.Error);
        Assert.False(plan.Fits);
        Assert.Empty(plan.Cuts);
        Assert.Same(_prompt, TruncationPlanner.Apply(_prompt, plan));
        var beyond = Assert.Single(plan.Beyond);
        Assert.Equal(" Be brief.", beyond.Text);
        Assert.Equal(_prompt.Messages.Length - 1, beyond.MessageIndex);
        Assert.Equal(SegmentKind.Literal, beyond.Kind);
        Assert.Equal(" Be brief.", Prompt[beyond.TemplateSpan.Start..beyond.TemplateSpan.End]);
        Assert.Equal(" Be brief.", _prompt.Messages[^1].Text[beyond.TextRange.Start..beyond.TextRange.End]);
        Assert.Equal(
            $"The prompt has {_total} tokens, 3 more than the {_total - 3} allowed (budget.input_tokens). Nothing is cut: shorten it, or choose a policy with budget.truncate.",
            plan.Reason);
    }

    [Fact]
    public void TheOldestHistoryGoesFirstAndAToolsResultGoesWithItsCall()
    {
        var plan = Plan(_prompt, _total - 12, TruncationPolicy.OldestHistory);
        Assert.True(plan.Fits, plan.Reason);
        Assert.Equal([1, 2, 3], plan.DroppedMessages);
        Assert.Equal(["First question of all", "I look it up", "result of the tool"], plan.Cuts.Select(cut => cut.Text));
        Assert.All(plan.Cuts, cut => Assert.Equal("history", cut.Variable));
        var sent = TruncationPlanner.Apply(_prompt, plan);
        Assert.Equal(_prompt.Messages.Length - 3, sent.Messages.Length);
        Assert.Equal(plan.TotalAfter, Count(sent));
        Assert.Contains("3 messages of the history are left out", plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereHistoryIsNotEnoughTheRestIsNamed()
    {
        var plan = Plan(_prompt, 20, TruncationPolicy.OldestHistory);
        Assert.False(plan.Fits);
        Assert.Equal([1, 2, 3, 4, 5, 6], plan.DroppedMessages);
        Assert.NotEmpty(plan.Beyond);
        Assert.Contains("What is left still has", plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLowestPassagesGoFirstWithTheirFrames()
    {
        var plan = Plan(_prompt, _total - 3, TruncationPolicy.LowestContext);
        Assert.True(plan.Fits, plan.Reason);
        var sent = TruncationPlanner.Apply(_prompt, plan);
        Assert.Equal(plan.TotalAfter, Count(sent));
        Assert.Contains("[b.md] Middling passage about accounts.", sent.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c.md", sent.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("weather", sent.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(2, sent.Messages[0].Text.Count(character => character == '['));
        Assert.Contains(plan.Cuts, cut => cut is { Variable: "docs", Text: "Worst passage about the weather." });
        Assert.Contains("lowest in rank first", plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AllPassagesCanGo()
    {
        var plan = Plan(_prompt, 10, TruncationPolicy.LowestContext);
        Assert.False(plan.Fits);
        var sent = TruncationPlanner.Apply(_prompt, plan);
        Assert.DoesNotContain("passage", sent.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[", sent.Messages[0].Text, StringComparison.Ordinal);
        Assert.Equal(plan.TotalAfter, Count(sent));
    }

    [Fact]
    public void TheTailOfTheLastMessageIsCutFirst()
    {
        var plan = Plan(_prompt, _total - 2, TruncationPolicy.Tail);
        Assert.True(plan.Fits, plan.Reason);
        Assert.Equal(" brief.", string.Concat(plan.Cuts.Select(cut => cut.Text)));
        Assert.EndsWith("password? Be", TruncationPlanner.Apply(_prompt, plan).Messages[^1].Text, StringComparison.Ordinal);
        var small = Plan(_prompt, 30, TruncationPolicy.Tail);
        Assert.True(small.Fits, small.Reason);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], small.DroppedMessages);
    }

    [Fact]
    public void APlanTellsExactlyWhatIsSent() =>
        Gen.Select(Gen.Int[0, _total + 5], Gen.Enum<TruncationPolicy>(), Gen.OneOf(Gen.Const("plain"), Gen.Const("👍🏽 世界 𝒜𝒷"), Gen.Const("aaaaaaaaaaaaaaaa\n\n  "))).Sample(
            (budget, policy, question) =>
            {
                var prompt = RenderedPrompts.Render(Prompt, Values.Replace("How do I reset my password?", question.Replace("\n", "\\n", StringComparison.Ordinal), StringComparison.Ordinal));
                var plan = Plan(prompt, budget, policy);
                var sent = TruncationPlanner.Apply(prompt, plan);
                Assert.Equal(plan.TotalBefore, Count(prompt));
                Assert.Equal(plan.TotalAfter, Count(sent));
                Assert.Equal(plan.Fits, plan.TotalAfter <= budget);
                Assert.True(policy != TruncationPolicy.Tail || plan.Fits || sent.Messages.All(message => message.Text.Length == 0), plan.Reason);
                Assert.True(plan.Fits ? plan.Beyond.IsEmpty : !plan.Beyond.IsEmpty || sent.Messages.All(message => message.Text.Length == 0), plan.Reason);
                foreach (var cut in plan.Cuts.Concat(plan.Beyond))
                {
                    var message = prompt.Messages[cut.MessageIndex];
                    Assert.Equal(cut.Text, message.Segments[cut.SegmentIndex].Text[cut.Range.Start..cut.Range.End]);
                    Assert.Equal(cut.Text, message.Text[cut.TextRange.Start..cut.TextRange.End]);
                    Assert.False(char.IsLowSurrogate(cut.Text[0]) || char.IsHighSurrogate(cut.Text[^1]));
                }

                var kept = sent.Messages.Sum(message => message.Text.Length);
                Assert.Equal(prompt.Messages.Sum(message => message.Text.Length), kept + plan.Cuts.Sum(cut => cut.Text.Length));
            },
            iter: 300,
            threads: 1);

    private static TruncationPlan Plan(RenderedPrompt prompt, int budget, TruncationPolicy policy) =>
        TruncationPlanner.Plan(prompt, RenderedPrompts.O200k, _model, PromptLimit.For(null, null, budget), policy, ["docs"]);

    private static int Count(RenderedPrompt prompt) =>
        PromptTokenCounter.Count(prompt, RenderedPrompts.O200k, _model, PromptLimit.None).Total;
}
