using CsCheck;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>Counting by segments is counting the whole: whatever the segments hold and however they are cut.</summary>
public sealed class SegmentTokenCounterTests
{
    private static readonly Gen<string> _piece = Gen.OneOf(new[]
    {
        " ", "  ", "\n", "\r\n", "\n\n", "\t", " \n ", "a", "Hello world", "it's", "'s", "'ſ", "12345", "1", "…", "!!", "//", "世界", "é", "e\u0301", "\u00A0", "\u2028",
        "👍🏽", "\uD83D", "\uDC4D", "𝒜𝒷", "<|endoftext|>", "aaaaaaaa", "   x", "x   ", "The quick brown fox jumps over the lazy dog, twice. ", "foo_bar(baz)\n\treturn",
    }.Select(Gen.Const).ToArray());

    private static readonly Gen<string> _text = _piece.Array[0, 25].Select(string.Concat);

    [Theory]
    [InlineData(TokenCounterProvider.O200kBase)]
    [InlineData(TokenCounterProvider.Cl100kBase)]
    public void EqualsTheCountOfTheWholeMessage(string encoding)
    {
        var counter = RenderedPrompts.Counters.Find(encoding)!;
        Gen.Select(_text.Array[1, 4], _text.Array[1, 6]).Sample(
            (literals, values) =>
            {
                var segments = new SegmentTokenCounter(counter, null);
                foreach (var value in values)
                {
                    var message = Message(literals.SelectMany(literal => new[] { literal, value }));
                    Assert.Equal(counter.Count(message.Text), segments.Count(message));
                }
            },
            iter: 3000);
    }

    [Fact]
    public void OverheadIsThatOfTheWholeRequest()
    {
        var model = ModelCatalogue.BuiltIn.Find("openai/gpt-4o")!;
        var prompt = RenderedPrompts.Render("system:\nYou are kind and you answer all the questions of people in short sentences.\n\nuser:\n{{ q }}", """{"q":"Why?"}""");
        Assert.Equal(
            PromptTokenCounter.Count(prompt, RenderedPrompts.O200k, model, PromptLimit.None).Total,
            new SegmentTokenCounter(RenderedPrompts.O200k, model).Count(prompt));
    }

    private static RenderedMessage Message(IEnumerable<string> texts) =>
        new(PromptRole.User, [.. texts.Where(text => text.Length > 0).Select(text => new RenderedSegment(SegmentKind.Literal, text, "/w/a.prompt", default))], null);
}
