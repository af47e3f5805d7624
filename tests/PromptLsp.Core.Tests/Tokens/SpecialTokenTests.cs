using System.Text.Json;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class SpecialTokenTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a<|endoftext|>b <|im_start|>", "1-14 16-28")]
    [InlineData("<|<|end|>|> <||> <|a\nb|> <|é|> <|x| >", "2-9")]
    [InlineData("<|reserved_200013|", "")]
    public void LiteralsAreFound(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SpecialTokenLiterals.Find(text).Select(literal => $"{literal.Start}-{literal.End}")));

    [Fact]
    public void ATemplateThatHoldsOneIsWarnedOf()
    {
        var fixture = Fixture.Parse("---\nmodel: openai/gpt-4o # <|endoftext|>\n---\nuser:\nStop at ⟦it:<|im_end|>⟧ please.\n");
        var snapshot = fixture.ToSnapshot();
        var finding = Assert.Single(snapshot.GetDiagnostics(fixture.FocusPath, CancellationToken.None), finding => finding.Code == DiagnosticCodes.SpecialTokenLiteral);
        Assert.Equal("it", fixture.Describe(fixture.FocusPath, finding.Span));
        Assert.StartsWith("`<|im_end|>` looks like a special token.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTheyAreAllowedTheyAreTiktokens()
    {
        var provider = new TokenCounterProvider();
        var failures = new List<string>();
        var compared = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tiktoken", "special.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("text").GetString()!;
            foreach (var expected in row.RootElement.GetProperty("expected").EnumerateObject())
            {
                if (provider.Find(expected.Name) is not IPieceTokenCounter counter)
                {
                    continue;
                }

                compared++;
                Compare(expected.Value.GetProperty("ordinary"), counter.Encode(text), $"{expected.Name} {text}", failures);
                Compare(expected.Value.GetProperty("allowed_special_all"), counter.EncodeWithSpecialTokens(text), $"{expected.Name} {text} allowed", failures);
                Assert.Equal(text, counter.Decode(counter.Encode(text).Select(token => token.Id)));
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(10)));
        Assert.True(compared >= 30, $"only {compared} were compared");
    }

    private static void Compare(JsonElement expected, IReadOnlyList<TokenSpan> actual, string what, List<string> failures)
    {
        if (!expected.EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(actual.Select(token => token.Id)))
        {
            failures.Add($"{what}: {string.Join(' ', actual.Select(token => token.Id))} instead of {expected}");
        }
    }
}
