using CsCheck;
using PromptLsp.Ide.Actions;
using PromptLsp.Ide.Completion;
using PromptLsp.Ide.Hints;
using PromptLsp.Ide.Hover;
using PromptLsp.Ide.Lenses;
using PromptLsp.Ide.Navigation;
using PromptLsp.Ide.Outline;
using PromptLsp.Syntax.Text;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Properties;

/// <summary>Every feature answers for every text and every place, with spans that lie in the text.</summary>
public class NeverThrowsTests
{
    private static readonly string[] _fragments =
    [
        "---\n", "---\r\n", "inputs:\n", "  question: ", "{ type: string, ", "sample: a", "}\n", "model: openai/gpt-4o-mini\n", "budget: { input_tokens: 3 }\n",
        "context:\n  docs: { index: kb, query: \"{{ question }}\" }\n", "system:\n", "user:", "\n", "\r\n", " ", "{{", "}}", "{{ question }}", "{{ for d in docs }}",
        "{{ d.", "text", "{{ end }}", "{{ if ", "{% for x in docs %}", "{% endfor %}", "template: liquid\n", "{{ include 'p' }}", "{{ include 'p", " | string.", "upcase", "[0]", ".",
        "'", "\"", "`", "#", "- ", "[", "]", ":", ",", "tests:\n  - assert:\n    - { type: ", "prompts: [a.prompt]\n", "|\n", ">", "é", "\U0001F600", "\0", "\t", "{%{", "}%}", "a", "docs",
    ];

    private static readonly Gen<string> _text = Gen.OneOf(Gen.Int[0, _fragments.Length - 1].Select(index => _fragments[index]), Gen.String[0, 6]).Array[0, 25].Select(string.Concat);

    private static readonly string[] _files = ["a.prompt", "a.eval.yaml", "promptlsp.yaml", "a.txt"];

    private static readonly Gen<(string File, string Text, int Start, int Length)> _cases =
        Gen.Select(Gen.Int[0, _files.Length - 1].Select(index => _files[index]), _text, Gen.Int[-2, 300], Gen.Int[0, 40]);

    [Fact]
    public void Features_answer_for_every_text_and_place() => _cases.Sample(
        test =>
        {
            var files = new Dictionary<string, string> { [test.File] = test.Text, ["p.md"] = "Be kind to {{ question }}.\n" };
            var snapshot = new Fixture(files, test.File, null, new Dictionary<string, FixtureSpan>()).ToSnapshot();
            var length = test.Text.Length;
            var path = MemoryFiles.PathOf(test.File);
            var offset = Math.Min(test.Start, length + 2);
            var span = TextSpan.FromLength(Math.Max(0, offset), test.Length);

            foreach (var item in CompletionProvider.GetCompletions(snapshot, path, offset, CancellationToken.None))
            {
                var caret = Math.Clamp(offset, 0, length);
                caret -= caret > 0 && caret < length && test.Text[caret - 1] == '\r' && test.Text[caret] == '\n' ? 1 : 0;
                Assert.True(item.Edit.Span.Touches(caret) && item.Edit.Span.End <= length, $"{item.Label} {item.Edit.Span} at {caret} of {length}");
                Assert.Equal(-1, test.Text[item.Edit.Span.Start..item.Edit.Span.End].IndexOfAny(['\n', '\r']));
            }

            if (HoverProvider.GetHover(snapshot, path, offset, CancellationToken.None) is { } hover)
            {
                Assert.True(hover.Span.End <= length && hover.Markdown.Length > 0);
            }

            Assert.All(DefinitionProvider.GetDefinitions(snapshot, path, offset, CancellationToken.None), target => Assert.True(target.Origin.End <= length));
            Assert.All(
                ReferenceProvider.GetReferences(snapshot, path, offset, includeDeclaration: true, CancellationToken.None),
                place => Assert.True(place.Span.End <= snapshot.GetText(place.Path)!.Length));
            Assert.All(DocumentSymbolProvider.GetSymbols(snapshot, path, CancellationToken.None), symbol => CheckSymbol(symbol, length));
            Assert.All(FoldingProvider.GetFoldingRanges(snapshot, path, CancellationToken.None), range => Assert.True(range.Span.End <= length));
            Assert.All(InlayHintProvider.GetHints(snapshot, path, new TextSpan(0, length), CancellationToken.None), hint => Assert.InRange(hint.Offset, 0, length));
            Assert.All(CodeLensProvider.GetLenses(snapshot, path, CancellationToken.None), lens => Assert.True(lens.Span.End <= length));
            Assert.All(
                CodeActionProvider.GetActions(snapshot, path, span, CancellationToken.None).SelectMany(action => action.Edits),
                edit => Assert.True(edit.Span.End <= length));
        },
        iter: 5000);

    private static void CheckSymbol(DocumentSymbolNode symbol, int length)
    {
        Assert.NotEmpty(symbol.Name);
        Assert.True(symbol.Span.End <= length && symbol.Span.Contains(symbol.NameSpan), $"{symbol.Name} {symbol.Span} {symbol.NameSpan} of {length}");
        Assert.All(symbol.Children, child => CheckSymbol(child, length));
    }
}
