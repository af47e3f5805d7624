using CsCheck;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Tests.Yaml;

public sealed class YamlPropertyTests
{
    private const string FrontMatter = """
        name: support-answer
        model:
          id: openai/gpt-4o-mini   # comment
          temperature: 0.2
        inputs:
          question: { type: string, required: true, sample: "How do I 'reset' 👍?" }
          tone: &t { type: string, enum: [friendly, formal] }
          other: *t
        context:
          docs: { index: kb, query: "{{ question }}", top_k: 5 }
        description: |
          Several lines
            and 世界

        budget: {input_tokens: 6000}
        tools:
        - a.yaml
        """;

    private static readonly Gen<string> _piece = Gen.OneOf(new[]
    {
        "a", ":", ": ", "- ", "\n", "\r\n", "\t", " ", "  ", "{", "}", "[", "]", ",", "'", "\"", "|", ">", "&a ", "*a", "!", "!!str ", "?", "#", "---\n", "...",
        "%YAML 1.1", "<<", "\0", "\uFEFF", "👍", "\uD83D", "\u0085", "\u2028", "\\", "\\u12", "{{ x }}", "~", "@", "`", "=", "|2", ">-\n", "key: value\n",
    }.Select(Gen.Const).ToArray());

    [Fact]
    public void RandomTextNeverThrows() =>
        _piece.Array[0, 40].Select(string.Concat).Sample(Check, iter: 20_000, threads: 1);

    [Fact]
    public void MutatedFrontMatterNeverThrows() =>
        Gen.Select(Gen.Int[0, FrontMatter.Length], Gen.Int[0, 20], _piece.Array[0, 3].Select(string.Concat)).Sample(
            (start, length, inserted) => Check(FrontMatter[..start] + inserted + FrontMatter[Math.Min(FrontMatter.Length, start + length)..]),
            iter: 5_000,
            threads: 1);

    private static void Check(string text)
    {
        var prefix = "x👍\n";
        var whole = prefix + text + "\ntail";
        var result = YamlParser.Parse(whole, prefix.Length, prefix.Length + text.Length);
        var range = new TextSpan(prefix.Length, prefix.Length + text.Length);
        Assert.All(result.Diagnostics, diagnostic => Assert.True(range.Contains(diagnostic.Span), $"{diagnostic} in {range}"));
        if (result.Root is not null)
        {
            CheckNode(result.Root, range, whole);
            YamlValues.ToJson(result.Root);
        }
    }

    private static void CheckNode(YamlNode node, TextSpan range, string text)
    {
        Assert.True(range.Contains(node.Span), $"{node} in {range}");
        switch (node)
        {
            case YamlScalar { Style: YamlScalarStyle.Plain } scalar when !scalar.Value.Any(char.IsWhiteSpace):
                Assert.True(
                    text[node.Span.Start] == '*' || text[node.Span.Start..node.Span.End].EndsWith(scalar.Value, StringComparison.Ordinal),
                    $"{node} at '{text[node.Span.Start..node.Span.End]}'");
                break;
            case YamlSequence sequence:
                Assert.All(sequence.Items, item => CheckNode(item, range, text));
                break;
            case YamlMapping mapping:
                Assert.Equal(mapping.Entries.Length, mapping.Entries.Select(entry => entry.Key.Value).Distinct().Count());
                Assert.All(mapping.Entries, entry => CheckNode(entry.Value, range, text));
                break;
        }
    }
}
