using System.Text.Json;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Tests.Yaml;

/// <summary>The same reading as npm's yaml 2.9.1 (YAML 1.2, core schema), but where we differ on purpose.</summary>
public sealed class YamlGoldenTests
{
    private static readonly Dictionary<string, string> _differences = new()
    {
        ["null-key"] = "keys are their text here: '~' and 'null' are two",
        ["duplicate-by-type"] = "keys are their text here: 1 and \"1\" are one",
        ["number-keys"] = "keys are their text here",
        ["floats"] = "JSON keeps -0.0 as it is written",
        ["inf-nan"] = "JSON has no such numbers: they stay text",
        ["big-ints"] = "all digits are kept",
        ["plain-braces"] = "reported, with a fix that quotes the value",
        ["complex-key"] = "keys that are no scalars are reported",
        ["merge"] = "merge keys are reported",
        ["merge-list"] = "merge keys are reported",
        ["plain-bang"] = "tags are reported",
        ["tags"] = "tags are reported",
        ["tag-binary"] = "tags are reported",
        ["tag-set"] = "tags are reported",
        ["tag-custom"] = "tags are reported",
        ["tag-python"] = "tags are reported",
        ["directive"] = "only YAML 1.2 is read",
        ["literal-no-final-newline"] = "a block that ends without a line break has none (as PyYAML reads it)",
        ["cr-only"] = "a lone CR ends a line, as everywhere here",
        ["nel"] = "the library ends a line at U+0085",
        ["bom"] = "byte order marks are taken off before",
    };

    [Fact]
    public void FrontMatterReadsAsInYaml12()
    {
        var failures = new List<string>();
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "yaml-frontmatter", "frontmatter.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var id = row.RootElement.GetProperty("id").GetString()!;
            var expected = row.RootElement.GetProperty("yaml12");
            var result = YamlParser.Parse(row.RootElement.GetProperty("text").GetString()!);
            var actual = result.Diagnostics.Length > 0 ? "error: " + result.Diagnostics[0].Message
                : result.Root is null ? "null"
                : YamlValues.ToJson(result.Root).GetRawText();
            var wanted = expected.TryGetProperty("value", out var value) ? value.GetRawText() : "error";
            if (!Same(wanted, actual))
            {
                failures.Add($"{id}: wanted {wanted}, got {actual}");
            }
        }

        var unexpected = failures.Where(failure => !_differences.ContainsKey(failure.Split(':')[0])).ToList();
        Assert.True(unexpected.Count == 0, string.Join('\n', unexpected));
        Assert.Equal(_differences.Keys.Order(), failures.Select(failure => failure.Split(':')[0]).Order());
    }

    private static bool Same(string wanted, string actual)
    {
        if (wanted == "error" || actual.StartsWith("error", StringComparison.Ordinal))
        {
            return wanted == "error" && actual.StartsWith("error", StringComparison.Ordinal);
        }

        using var left = JsonDocument.Parse(wanted);
        using var right = JsonDocument.Parse(actual);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }
}
