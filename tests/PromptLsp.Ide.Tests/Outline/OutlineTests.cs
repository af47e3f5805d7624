using PromptLsp.Ide.Outline;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Outline;

public class OutlineTests
{
    private static void CheckSymbols(string text, params string[] expected)
    {
        var fixture = Fixture.Parse(text);
        var symbols = DocumentSymbolProvider.GetSymbols(fixture.ToSnapshot(), fixture.FocusPath, CancellationToken.None);
        Assert.Equal(expected, symbols.SelectMany(symbol => Lines(symbol, "")));
    }

    private static IEnumerable<string> Lines(DocumentSymbolNode symbol, string indent) =>
        new[] { $"{indent}{symbol.Kind} {symbol.Name}{(symbol.Detail is { } detail ? $" ({detail})" : "")}" }
            .Concat(symbol.Children.SelectMany(child => Lines(child, indent + "  ")));

    private static void CheckFolding(string text, params string[] expected)
    {
        var fixture = Fixture.Parse(text);
        var ranges = FoldingProvider.GetFoldingRanges(fixture.ToSnapshot(), fixture.FocusPath, CancellationToken.None);
        Assert.Equal(expected, ranges.Select(range => $"{range.Kind} {fixture.Describe(fixture.FocusPath, range.Span)}"));
    }

    [Fact]
    public void The_outline_holds_front_matter_messages_and_blocks() => CheckSymbols(
        "---\nname: support\nmodel: openai/gpt-4o-mini\ninputs: { question: { sample: Hi } }\ncontext: { docs: { index: kb, query: x } }\n---\n"
            + "system:\nHello world\nuser:\n{{ for d in docs }}{{ if d.text }}x{{ end }}{{ end }}\n{{ question }}\n",
        "FrontMatter support (openai/gpt-4o-mini)",
        "  Input question (string)",
        "  Context docs (kb)",
        "Message system (2 tokens)",
        "Message user (1 token + docs)",
        "  Block for d in docs",
        "    Block if d.text");

    [Fact]
    public void A_broken_prompt_has_an_outline_too() => CheckSymbols(
        "---\nname: [\n---\nsystem:\n{{ if x }}\nuser:\n{{ y",
        "FrontMatter front matter", "Message system (~0 tokens)", "  Block if x", "Message user");

    [Fact]
    public void Deep_nesting_is_cut_in_the_outline()
    {
        var fixture = Fixture.Parse("user:\n" + string.Concat(Enumerable.Repeat("{{ if true }}", 5000)));
        var symbol = Assert.Single(DocumentSymbolProvider.GetSymbols(fixture.ToSnapshot(), fixture.FocusPath, CancellationToken.None));
        var depth = 0;
        for (; !symbol.Children.IsEmpty; symbol = symbol.Children[0])
        {
            depth++;
        }

        Assert.Equal(12, depth);
    }

    [Fact]
    public void A_suites_cases_are_named() => CheckSymbols(
        "//- a.eval.yaml\nprompts: [a.prompt]\ntests:\n  - id: first\n  - vars: {}\n  - file: rows.csv\n",
        "Key prompts", "Key tests", "  Case first", "  Case case 2", "  Case rows.csv");

    [Fact]
    public void Parts_of_several_lines_fold() => CheckFolding(
        "⟦matter:---\nname: a\n---⟧\n⟦system:system:\n{{ ⟦block:if true }}\nyes\n{{ end⟧ }}⟧\n\nuser:\n",
        "FrontMatter matter", "Message system", "Region block");

    [Fact]
    public void A_tag_of_several_lines_folds() => CheckFolding("a ⟦tag:{{\n 1 + 1\n}}⟧ b", "Region tag");

    [Fact]
    public void What_stands_on_one_line_does_not_fold() => CheckFolding("user:\n\n\n");
}
