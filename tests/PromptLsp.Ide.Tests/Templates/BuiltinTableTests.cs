using PromptLsp.Core.Symbols;
using PromptLsp.Ide.Completion;
using PromptLsp.Syntax.Templates;
using PromptLsp.Testing.Fixtures;
using Scriban.Functions;
using Scriban.Runtime;

namespace PromptLsp.Ide.Tests.Templates;

public class BuiltinTableTests
{
    /// <summary>What templates must not call, because it would read a value as a template, or files of a list that cannot be checked.</summary>
    private static readonly string[] _removed = ["object.eval", "object.eval_template", "include_join"];

    private static IEnumerable<string> Names(ScriptObject builtins) => builtins.Keys.SelectMany(key => builtins[key] is ScriptObject group
        ? group.Keys.Select(member => $"{key}.{member}")
        : [key]);

    private static HashSet<string> Offered(string text)
    {
        var fixture = Fixture.Parse(text);
        var items = CompletionProvider.GetCompletions(fixture.ToSnapshot(), fixture.FocusPath, fixture.Caret.Offset, CancellationToken.None);
        return [.. items.Where(item => item.Kind == CompletionKind.Function).Select(item => item.Label)];
    }

    [Fact]
    public void Every_function_of_scriban_is_offered_and_no_other()
    {
        var expected = Names(new BuiltinFunctions()).Where(name => !_removed.Contains(name)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Offered("{{ ‸ }}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_filter_of_liquid_is_offered_and_no_other()
    {
        var expected = Names(new LiquidBuiltinsFunctions())
            .Where(name => !name.Contains('.', StringComparison.Ordinal) && name is not ("include" or "include_join" or "empty" or "blank" or "try_liquid_to_scriban"))
            .Append("date")
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, Offered("---\ntemplate: liquid\n---\n{{ 1 | ‸ }}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_is_known_to_the_analysis() =>
        Assert.All(Offered("{{ ‸ }}"), name => Assert.Contains(name.Split('.')[0], SymbolFinder.BuiltIns(TemplateLanguage.Scriban)));
}
