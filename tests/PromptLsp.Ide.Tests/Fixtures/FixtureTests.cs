using PromptLsp.Syntax.Text;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Fixtures;

public class FixtureTests
{
    [Fact]
    public void Marks_are_taken_out_of_the_text()
    {
        var fixture = Fixture.Parse("a⟦one:b⟦two:c⟧⟧d‸e");
        Assert.Equal("abcde", fixture.Files[Fixture.DefaultFile]);
        Assert.Equal(new FixtureSpan(Fixture.DefaultFile, new TextSpan(1, 3)), fixture.Spans["one"]);
        Assert.Equal(new FixtureSpan(Fixture.DefaultFile, new TextSpan(2, 3)), fixture.Spans["two"]);
        Assert.Equal(new FixtureCaret(Fixture.DefaultFile, 4), fixture.Caret);
    }

    [Fact]
    public void Files_keep_their_own_line_breaks()
    {
        var fixture = Fixture.Parse("//- a.prompt\nx\n//- sub/b.md\ny\r\n‸z");
        Assert.Equal("x\n", fixture.Files["a.prompt"]);
        Assert.Equal("y\r\nz", fixture.Files["sub/b.md"]);
        Assert.Equal("/w/sub/b.md", fixture.FocusPath);
        Assert.Equal("a.prompt", fixture.FirstFile);
    }

    [Fact]
    public void A_span_is_described_by_its_name_and_other_text_by_itself()
    {
        var fixture = Fixture.Parse("a⟦one:b⟧c");
        Assert.Equal("one", fixture.Describe("/w/main.prompt", new TextSpan(1, 2)));
        Assert.Equal("main.prompt'bc'", fixture.Describe("/w/main.prompt", new TextSpan(1, 3)));
    }

    [Theory]
    [InlineData("a‸b‸", "two carets")]
    [InlineData("a⟧", "closes nothing")]
    [InlineData("⟦one:a", "never closes")]
    [InlineData("⟦a⟧", "begins with its name")]
    [InlineData("⟦:a⟧", "begins with its name")]
    [InlineData("⟦one:a⟧⟦one:b⟧", "stands twice")]
    [InlineData("//- a.prompt\nx\n//- a.prompt\ny", "stands twice")]
    [InlineData("x\n//- a.prompt\ny", "before the first")]
    [InlineData("//- ../a.prompt\ny", "no path below")]
    [InlineData("//- /a.prompt\ny", "no path below")]
    [InlineData("//- a//b.prompt\ny", "no path below")]
    public void Wrong_marks_are_rejected(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FixtureException>(() => Fixture.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_caret_is_told() => Assert.Throws<FixtureException>(() => Fixture.Parse("a").Caret);
}
