using System.Buffers;
using System.Text;
using System.Text.Json;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class PromptTokenCounterTests
{
    private const string Prompt = """
        ---
        inputs:
          tone: { type: string }
          question: { type: string }
          history: { type: messages, default: [] }
        ---
        system:
        You answer in a {{ tone }} tone, always {{ tone }}.

        {{ history }}

        user:
        Question: {{ question }}
        """;

    private static readonly ModelInfo _gpt4o = ModelCatalogue.BuiltIn.Find("openai/gpt-4o")!;

    /// <summary>The reference adds the tokens of a name and one more where a message has one; our messages have none.</summary>
    [Theory]
    [InlineData("openai/gpt-4o", "o200k_base")]
    [InlineData("openai/gpt-4", "cl100k_base")]
    public void TotalsAreThoseOfTheCookbooksFormula(string modelId, string encoding)
    {
        var model = ModelCatalogue.BuiltIn.Find(modelId)!;
        var counter = RenderedPrompts.Counters.Find(encoding)!;
        var rows = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tiktoken", "chat.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var names = 0;
            var messages = new List<RenderedMessage>();
            foreach (var message in row.RootElement.GetProperty("messages").EnumerateArray())
            {
                Assert.True(PromptRoles.TryParse(message.GetProperty("role").GetString(), out var role));
                var segment = new RenderedSegment(SegmentKind.Literal, message.GetProperty("content").GetString()!, "/w/a.prompt", default);
                messages.Add(new RenderedMessage(role, [segment], null));
                names += message.TryGetProperty("name", out var name) ? counter.Count(name.GetString()!) + 1 : 0;
            }

            var report = PromptTokenCounter.Count(new RenderedPrompt([.. messages]), counter, model, PromptLimit.None);
            Assert.Equal(row.RootElement.GetProperty("expected").GetProperty(encoding).GetInt32(), report.Total + names);
            rows++;
        }

        Assert.Equal(30, rows);
    }

    [Fact]
    public void LiteralsAndVariablesSumToTheMessages()
    {
        var prompt = RenderedPrompts.Render(
            Prompt, """{"tone":"friendly","question":"Wie geht es 👍🏽?","history":[{"role":"user","content":"Hello there"},{"role":"assistant","content":"Hi"}]}""");
        var report = PromptTokenCounter.Count(prompt, RenderedPrompts.O200k, _gpt4o, PromptLimit.None);
        Assert.Equal(["tone", "history", "question"], report.Variables.Select(variable => variable.Name));
        Assert.Equal(3, report.Variables[1].Tokens);
        Assert.Equal([PromptRole.System, PromptRole.User, PromptRole.Assistant, PromptRole.User], report.Messages.Select(message => message.Role));
        for (var i = 0; i < report.Messages.Length; i++)
        {
            Assert.Equal(RenderedPrompts.O200k.Count(prompt.Messages[i].Text), report.Messages[i].Tokens);
            Assert.Equal(report.Messages[i].Tokens, report.Messages[i].Segments.Sum());
            Assert.Equal(prompt.Messages[i].Segments.Length, report.Messages[i].Segments.Length);
        }

        Assert.Equal((4 * 4) + 3, report.Overhead);
        Assert.Equal(report.Total, report.Overhead + report.Messages.Sum(message => message.Tokens));
        Assert.Equal(report.Total - report.Overhead, report.LiteralTokens + report.Variables.Sum(variable => variable.Tokens));
        Assert.Null(report.OverBy);
    }

    [Fact]
    public void ATokenThatSpansSegmentsBelongsToTheOneThatGivesMostOfIt()
    {
        var message = new RenderedMessage(
            PromptRole.User,
            [
                new RenderedSegment(SegmentKind.Literal, "hel", "/w/a", default),
                new RenderedSegment(SegmentKind.Value, "lo", "/w/a", default, "x", "x"),
                new RenderedSegment(SegmentKind.Value, "", "/w/a", default, "y", "y"),
                new RenderedSegment(SegmentKind.Value, " world", "/w/a", default, "y", "y"),
            ],
            null);
        var report = PromptTokenCounter.Count(new RenderedPrompt([message]), RenderedPrompts.O200k, null, PromptLimit.None);
        Assert.Equal([1, 0, 0, 1], report.Messages[0].Segments);
        Assert.Equal([new VariableTokens("x", 0), new VariableTokens("y", 1)], report.Variables);
        Assert.Equal((2, 0, 1), (report.Total, report.Overhead, report.LiteralTokens));
    }

    [Fact]
    public void TheSpaceBeforeAValueDoesNotTakeItsToken()
    {
        var message = new RenderedMessage(
            PromptRole.User,
            [
                new RenderedSegment(SegmentKind.Literal, "You answer in a ", "/w/a", default),
                new RenderedSegment(SegmentKind.Value, "friendly", "/w/a", default, "tone", "tone"),
                new RenderedSegment(SegmentKind.Literal, " tone.", "/w/a", default),
            ],
            null);
        var report = PromptTokenCounter.Count(new RenderedPrompt([message]), RenderedPrompts.O200k, null, PromptLimit.None);
        Assert.Equal([4, 1, 2], report.Messages[0].Segments);
    }

    [Fact]
    public void TheJsonHasTheDocumentedShape()
    {
        var prompt = RenderedPrompts.Render(Prompt, """{"tone":"friendly","question":"Why?","history":[]}""");
        var report = PromptTokenCounter.Count(prompt, RenderedPrompts.O200k, _gpt4o, PromptLimit.For(_gpt4o, 600, 20));
        Assert.Equal(
            """{"path":"a.prompt","model":"openai/gpt-4o","tokenizer":"o200k_base","tokens":{"total":25,"overhead":11},"messages":[{"index":0,"role":"system","tokens":10},{"index":1,"role":"user","tokens":4}],"variables":[{"name":"tone","tokens":2},{"name":"question","tokens":2}],"limit":{"context_window":128000,"max_output_tokens":600,"budget":20,"over_by":5}}""",
            Json(report));
        Assert.Equal(
            """{"path":"a.prompt","model":null,"tokenizer":"o200k_base","tokens":{"total":2,"overhead":0},"messages":[],"variables":[],"limit":{"context_window":null,"max_output_tokens":null,"budget":null,"over_by":null}}""",
            Json(new PromptTokenReport(null, TokenCounterProvider.O200kBase, RenderedPrompts.O200k.Count("hello world"), 0, [], [], PromptLimit.None)));
    }

    [Theory]
    [InlineData("openai/gpt-4o", null, null, 128000 - 16384)]
    [InlineData("openai/gpt-4o", 600, null, 127400)]
    [InlineData("openai/gpt-4o", 600, 6000, 6000)]
    [InlineData("openai/gpt-4o", 600, 500000, 127400)]
    [InlineData("openai/gpt-4", null, null, 8192)]
    [InlineData("openai/gpt-4", 8000, null, 192)]
    [InlineData("openai/gpt-4", 9000, null, 0)]
    [InlineData(null, null, 100, 100)]
    [InlineData(null, 600, null, null)]
    public void TheBudgetIsTheSmallerOfThePromptsAndTheWindows(string? model, int? answer, int? own, int? budget)
    {
        var limit = PromptLimit.For(model is null ? null : ModelCatalogue.BuiltIn.Find(model), answer, own);
        Assert.Equal(budget, limit.Budget);
        Assert.Equal(budget is null ? null : 5, limit.OverBy((budget ?? 0) + 5));
        Assert.Equal(budget is null ? null : 0, limit.OverBy(budget ?? 7));
        Assert.Equal(budget is null, limit.Origin.Length == 0);
    }

    [Fact]
    public void AValueIsCheckedAgainstItsInputsLimit()
    {
        using var values = JsonDocument.Parse("""["one two three four", ["a", "b"]]""");
        Assert.Null(InputTokenLimit.Check("question", values.RootElement[0], 4, RenderedPrompts.O200k));
        var excess = InputTokenLimit.Check("question", values.RootElement[0], 3, RenderedPrompts.O200k)!;
        Assert.Equal(new InputTokenExcess("question", 4, 3, "one two three".Length), excess);
        Assert.Contains("'question' has 4 tokens, 1 more than", excess.Message, StringComparison.Ordinal);
        Assert.Equal(RenderedPrompts.O200k.Count("""["a", "b"]"""), InputTokenLimit.Check("list", values.RootElement[1], 0, RenderedPrompts.O200k)!.Tokens);
    }

    private static string Json(PromptTokenReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            PromptTokenReportJson.Write(writer, "a.prompt", report);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
