using CsCheck;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Tests.Text;

public sealed class LineIndexTests
{
    private static readonly Gen<string> _text = Gen.Int[0, 3].Select(i => "\r\nab"[i]).Array[0, 14].Select(characters => new string(characters));

    [Fact]
    public void Lines_after_an_edit_are_those_of_the_new_text() => Gen.Select(_text, _text, Gen.Int[0, 14], Gen.Int[0, 14]).Sample(
        (text, inserted, one, other) =>
        {
            var source = SourceText.From(text);
            _ = source.Lines;
            var (start, end) = (Math.Min(Math.Min(one, other), text.Length), Math.Min(Math.Max(one, other), text.Length));
            var changed = source.WithChange(new TextSpan(start, end), inserted);
            Assert.Equal(Starts(new LineIndex(changed.Text)), Starts(changed.Lines));
        },
        iter: 50_000);

    private static IEnumerable<int> Starts(LineIndex lines) => Enumerable.Range(0, lines.Count).Select(lines.StartOf);
}
