using System.Text.RegularExpressions;

namespace PromptLsp.Architecture.Tests;

/// <summary>Paths that the Markdown files name exist.</summary>
public sealed partial class MarkdownTests
{
    private static readonly string[] _roots = ["src/", "tests/", "editors/", "prompts/", "models/", ".ci/"];

    [Fact]
    public void Paths_in_Markdown_exist()
    {
        var missing = from path in Repository.Files()
                      where IsOurs(path)
                      from named in NamedPaths(Repository.TextOf(path) ?? "")
                      where !Exists(named)
                      select $"{path}: {named}";
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("see `src/PromptLsp.Core/Nowhere.cs`", "src/PromptLsp.Core/Nowhere.cs")]
    [InlineData("a [link](src/nowhere.md#part)", "src/nowhere.md")]
    [InlineData("a place `src/Nowhere.cs:12`", "src/Nowhere.cs")]
    [InlineData("run `promptlsp check prompts/none.prompt --json`", "prompts/none.prompt")]
    [InlineData("`src/**/*.cs`, `src/decisions/NNNN-title.md`, `src/<name>/x`, `other/path`, [site](https://example.org/src/x)", null)]
    public void A_path_is_found_where_it_is_named(string markdown, string? path)
    {
        Assert.Equal(path is null ? [] : [path], NamedPaths(markdown));
        Assert.True(path is null || !Exists(path));
    }

    private static bool IsOurs(string path) =>
        path.EndsWith(".md", StringComparison.Ordinal)
        && (path is "README.md" or "CHANGELOG.md"
            || path.StartsWith("src/", StringComparison.Ordinal)
            || (path.StartsWith("editors/", StringComparison.Ordinal) && path.EndsWith("/README.md", StringComparison.Ordinal)));

    private static IEnumerable<string> NamedPaths(string markdown)
    {
        var code = CodeSpan().Matches(markdown).SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var links = Link().Matches(markdown).Select(match => match.Groups[1].Value);
        return code.Concat(links).Select(Clean).Where(path => _roots.Any(root => path.StartsWith(root, StringComparison.Ordinal)) && !IsPattern(path));
    }

    private static string Clean(string token) => Place().Replace(token.Split('#')[0], "").TrimEnd('.', ',', ';');

    private static bool IsPattern(string path) => path.IndexOfAny(['*', '?', '<', '{', '[', '$', '…']) >= 0 || Placeholder().IsMatch(path);

    private static bool Exists(string path) => Path.Exists(RepositoryPaths.Combine(path));

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(:\d+)+$")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(NAME|N{2,}|X{2,}|TITLE|PATH|FILE|FOLDER|ID|MODEL|VERSION)(?![A-Za-z0-9])")]
    private static partial Regex Placeholder();
}
