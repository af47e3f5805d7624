using CsCheck;
using PromptLsp.Llm.BuiltIn;

namespace PromptLsp.Llm.Tests.BuiltIn;

/// <summary>Documentation is cut where its sentences end.</summary>
public sealed class MarkdownSentencesTests
{
    private static readonly string[] _words =
        ["a", "Bc", ".", "!", " ", "\n", "`", "```", "(", "](", ")", "- ", "# ", "> ", "1. ", "e.g.", "é", "\ud83d\udc69", "~~~", "---", "| ", "="];

    private static readonly Gen<string> Pieces = Gen.Int[0, _words.Length - 1].Select(index => _words[index]).Array[0, 40].Select(string.Concat);

    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("Use e.g. Settings, i.e. the menu, etc. Then go on.", "Use e.g. Settings, i.e. the menu, etc. Then go on.")]
    [InlineData("Ask Dr. Who or J. Smith. They know.", "Ask Dr. Who or J. Smith.|They know.")]
    [InlineData("Version 2.0 is out. It costs 3.50 euros.", "Version 2.0 is out.|It costs 3.50 euros.")]
    [InlineData("See config.yaml for it. Done.", "See config.yaml for it.|Done.")]
    [InlineData("Run `a. B` or ``c ` . D``. Then stop.", "Run `a. B` or ``c ` . D``.|Then stop.")]
    [InlineData("An open ` tick. Next one.", "An open ` tick.|Next one.")]
    [InlineData("See [the page. Really](http://x.y/a. B). Next.", "See [the page.|Really](http://x.y/a. B).|Next.")]
    [InlineData("He said \"Stop.\" Then he (really!) went.", "He said \"Stop.\"|Then he (really!) went.")]
    [InlineData("Wait... what? Yes.", "Wait... what?|Yes.")]
    [InlineData("It works. iPhone users wait.", "It works. iPhone users wait.")]
    [InlineData("**Bold ends.** Next begins.", "**Bold ends.**|Next begins.")]
    [InlineData("これは文です。次の文です！", "これは文です。|次の文です！")]
    [InlineData("A line\nthat goes on.\nAnother one.", "A line that goes on.|Another one.")]
    [InlineData("Is it I? It is I. So be it.", "Is it I?|It is I.|So be it.")]
    public void Paragraphs(string text, string expected) => Assert.Equal(expected.Split('|'), MarkdownSentences.Of(text).Select(sentence => sentence.Text));

    [Theory]
    [InlineData("- One. Still one.\n- Two\n  goes on\n* Three", "One. Still one.|Two goes on|Three")]
    [InlineData("1. First step.\n2) Second step.", "First step.|Second step.")]
    [InlineData("- [x] Done\n- [ ] Open", "Done|Open")]
    [InlineData("| Key | Use |\n|-----|:---:|\n| F1 | Help. Now. |", "Key | Use|F1 | Help. Now.")]
    [InlineData("> Quoted one. Quoted two.\n> And three.", "Quoted one.|Quoted two.|And three.")]
    [InlineData("Before.\n\n---\n\n***\nAfter.", "Before.|After.")]
    [InlineData("", "")]
    [InlineData("...\n\n!!!", "")]
    [InlineData("a\r\nb\r\n\r\nc", "a b|c")]
    public void Blocks(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MarkdownSentences.Of(text).Select(sentence => sentence.Text)));

    [Fact]
    public void Headings_belong_to_what_follows_them()
    {
        var sentences = MarkdownSentences.Of("Before.\n# One #\nIn one.\n\nTwo\n---\nIn two.\n\n### Three\n- item", "Given");

        Assert.Equal(
            [new Sentence("Before.", "Given"), new Sentence("In one.", "One"), new Sentence("In two.", "Two"), new Sentence("item", "Three")], sentences);
    }

    [Theory]
    [InlineData("```py\na. B\n\n# no heading\n```\nAfter.")]
    [InlineData("````py\na. B\n```\n# no heading\n````\nAfter.")]
    [InlineData("~~~py\na. B\n\n# no heading\n~~~\nAfter.")]
    public void Fences_stay_whole(string text)
    {
        var sentences = MarkdownSentences.Of(text);

        Assert.Equal(text[..text.LastIndexOf('\n')], sentences[0].Text);
        Assert.True(sentences[0].IsFenced);
        Assert.Equal("After.", Assert.Single(sentences.Skip(1)).Text);
    }

    [Fact]
    public void A_fence_that_is_never_closed_goes_to_the_end()
    {
        Assert.Equal("```\na. B", Assert.Single(MarkdownSentences.Of("```\na. B")).Text);
    }

    [Fact]
    public void Any_text_is_cut_without_losing_a_character_and_never_in_a_code_span()
    {
        Pieces.Sample(text =>
        {
            var parts = SentenceEnds.Cut(text).Select(range => text[range]).ToList();
            Assert.Equal(text, string.Concat(parts));
            Assert.DoesNotContain("", parts);
        });
        Pieces.Select(text => text.Replace("`", "").Replace("](", "")).Sample(text =>
            Assert.Contains(SentenceEnds.Cut($"A `{text}` b").Select(range => $"A `{text}` b"[range]), part => part.Contains($"`{text}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_text_gives_sentences_with_words_in_them()
    {
        Pieces.Sample(text => Assert.All(
            MarkdownSentences.Of(text), sentence => Assert.True(sentence.IsFenced || sentence.Text.Any(char.IsLetterOrDigit), text)));
    }
}
