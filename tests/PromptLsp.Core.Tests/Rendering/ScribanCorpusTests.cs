using System.Text.Json;
using System.Text.RegularExpressions;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Templates;

namespace PromptLsp.Core.Tests.Rendering;

/// <summary>Scriban's own test files rendered by us: equal to the expected output but for the files listed with their reason.</summary>
public sealed partial class ScribanCorpusTests
{
    private const string Model = """
        {
          "page": { "title": "This is a title" },
          "user": { "name": "John" },
          "product": { "title": "Orange", "type": "fruit" },
          "products": [
            { "title": "Orange", "type": "fruit" }, { "title": "Banana", "type": "fruit" }, { "title": "Apple", "type": "fruit" },
            { "title": "Computer", "type": "electronics" }, { "title": "Mobile Phone", "type": "electronics" },
            { "title": "Table", "type": "furniture" }, { "title": "Sofa", "type": "furniture" }
          ]
        }
        """;

    /// <summary>Files whose rendering must differ, each with the reason.</summary>
    private static readonly Dictionary<string, string> _exceptions = new()
    {
        ["020-interpolation/020-interpolation-error2.txt"] = "our scanner tells the unterminated string, at its tag, in one message",
        ["100-expressions/110-binary-simple.txt"] = "strict: an undefined variable is an error",
        ["100-expressions/121-array-binary(scientific).txt"] = "Scriban's scientific language, which prompts do not have",
        ["100-expressions/130-indexer-accessor-error1.txt"] = "strict: an undefined variable is an error, told before the null",
        ["100-expressions/131-member-accessor-accept2.txt"] = "strict: an undefined variable is an error",
        ["100-expressions/190-func-call-named-arguments.txt"] = "calls a .NET function of Scriban's own test suite",
        ["100-expressions/190-func-call-params-arguments.txt"] = "calls a .NET function of Scriban's own test suite",
        ["200-statements/201-if-else-error2.txt"] = "a missing end is told where its block opens, not at the end of the file",
        ["200-statements/210-for-statement5-variables-local-global.txt"] = "strict: the loop's variable behind the loop is undefined",
        ["200-statements/215-for-special-var-error1.txt"] = "strict: an undefined variable is an error, told before the null",
        ["200-statements/215-for-statement-error1.txt"] = "limit: 100,000 iterations, not 1,000, and in our words",
        ["200-statements/250-with-statement.txt"] = "strict: an undefined variable is an error",
        ["300-functions/305-func-error1.txt"] = "errors stand in the order of the text",
        ["300-functions/305-func-error2.txt"] = "limit: recursion of 50, not 100",
        ["400-builtins/400-builtins.txt"] = "lists the functions: ours have no `object.eval`, `object.eval_template`",
        ["500-liquid/510-liquid-statement-if-error1.txt"] = "a missing end is told in our words",
        ["500-liquid/511-liquid-statement-unless-error1.txt"] = "a missing end is told in our words",
        ["600-ast/600-function-call-one-parameter-pipe.txt"] = "the expected output is a dump of Scriban's tree",
        ["600-ast/600-function-call-one-parameter.txt"] = "the expected output is a dump of Scriban's tree",
    };

    public static TheoryData<string> Inputs()
    {
        var inputs = new TheoryData<string>();
        if (SharedData.IsPresent)
        {
            var root = SharedData.PathOf("data", "templates-scriban-tests");
            foreach (var file in Directory.GetFiles(root, "*.txt", SearchOption.AllDirectories).Where(IsInput).Order(StringComparer.Ordinal))
            {
                inputs.Add(Path.GetRelativePath(root, file));
            }
        }
        else
        {
            inputs.Add("");
        }

        return inputs;
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Renders_as_Scriban_does(string name)
    {
        var file = SharedData.PathOf("data", "templates-scriban-tests", name);
        var expected = Normalize(File.ReadAllText(OutputOf(file)));
        var actual = Normalize(Render(file));
        if (_exceptions.TryGetValue(name, out var reason))
        {
            Assert.True(expected != actual, $"{name} is listed as different ({reason}) and is not: take it off the list.");
            return;
        }

        Assert.Equal(expected, actual);
    }

    private static string OutputOf(string file) => file[..^4] + ".out.txt";

    private static bool IsInput(string file) => !file.EndsWith(".out.txt", StringComparison.Ordinal) && File.Exists(OutputOf(file));

    /// <summary>Of errors the first, in one form; of texts all but the blank lines at both ends, which a message does not keep.</summary>
    private static string Normalize(string text)
    {
        var error = ErrorLine().Match(text);
        return error.Success
            ? $"text:{error.Groups[1].Value}:{error.Groups[2].Value}: {error.Groups[3].Value.TrimEnd('.', ' ')}"
            : text.ReplaceLineEndings("\n").Trim('\n', ' ');
    }

    [GeneratedRegex(@"^text[(:](\d+)[,:](\d+)\)?(?: : error )?: (.*)")]
    private static partial Regex ErrorLine();

    private static string Render(string file)
    {
        var renderer = new PromptRenderer(new MemoryFiles(new Dictionary<string, string>()), TimeProvider.System);
        var language = file.Contains("500-liquid") ? TemplateLanguage.Liquid : TemplateLanguage.Scriban;
        var values = JsonDocument.Parse(Model).RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        var (text, errors) = renderer.RenderText(File.ReadAllText(file), "text", language, values, RenderOptions.Strict, TestContext.Current.CancellationToken);
        return text ?? string.Join("\n", errors);
    }
}
