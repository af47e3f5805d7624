using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Retrieval.Splitting;

namespace PromptLsp.Retrieval.Tests.Splitting;

public class MarkdownHeadingsTests
{
    /// <summary>Each text holds one X: the headings above it.</summary>
    [Theory]
    [InlineData("X", "")]
    [InlineData("# A\nX", "A")]
    [InlineData("# A\n## B\nX", "A › B")]
    [InlineData("# A\n## B\n# C\nX", "C")]
    [InlineData("### A\n## B\nX", "B")]
    [InlineData("# A\n### B\n## C\nX", "A › C")]
    [InlineData("# A\r\n\r\nX\r\n# B", "A")]
    [InlineData("# A #\nX", "A")]
    [InlineData("# C#\nX", "C#")]
    [InlineData("# A ## \nX", "A")]
    [InlineData("#A\nX", "")]
    [InlineData("#\tA\nX", "A")]
    [InlineData("#\nX", "")]
    [InlineData("####### A\nX", "")]
    [InlineData("   # A\nX", "A")]
    [InlineData("    # A\nX", "")]
    [InlineData("\t# A\nX", "")]
    [InlineData("```\n# A\n```\nX", "")]
    [InlineData("```sh\n# A\n```\n# B\nX", "B")]
    [InlineData("~~~\n# A\n```\n# B\n~~~\nX", "")]
    [InlineData("````\n```\n# A\n````\nX", "")]
    [InlineData("```\n# A\nX", "")]
    [InlineData("``` a`b\n# A\nX", "A")]
    [InlineData("A\n===\nX", "A")]
    [InlineData("A\n---\nX", "A")]
    [InlineData("A\n\n---\nX", "")]
    [InlineData("- A\n---\nX", "")]
    [InlineData("---\ntitle: A\n---\nX", "")]
    [InlineData("---\n# A\n---\n# B\nX", "B")]
    [InlineData("# A\n---\nX", "A")]
    [InlineData("X\n# A", "")]
    [InlineData("# AX", "AX")]
    public void Headings_above_a_place(string text, string expected)
    {
        var line = text.LastIndexOf('\n', text.IndexOf('X', StringComparison.Ordinal)) + 1;

        Assert.Equal(expected, string.Join(" › ", new MarkdownHeadings(text).Above(line)));
    }

    [Fact]
    public void Any_text_has_headings_or_none() => Gen.OneOf("#", "# ", "\n", "```", "~~~", "---", "===", " ", "\t", "a", "\r")
        .Array[0, 40].Select(string.Concat).Sample(text => new MarkdownHeadings(text).Above(text.Length).Count <= 6);

    [Fact]
    public void Chunks_of_markdown_carry_their_headings_and_others_do_not()
    {
        const string Text = "# A\n\nfirst words here\n\n## B\n\nsecond words here";
        var counter = new TokenCounterProvider().Find(TokenCounterProvider.O200kBase)!;
        var chunker = new DocumentChunker(new SplitterOptions(6, 0), counter);

        var chunks = chunker.Split("docs/a.MD", Text, CancellationToken.None);
        Assert.Equal(["A", "A › B"], chunks.Select(chunk => string.Join(" › ", chunk.Headings)).Distinct());
        Assert.All(chunker.Split("a.txt", Text, CancellationToken.None), chunk => Assert.Empty(chunk.Headings));
    }
}
