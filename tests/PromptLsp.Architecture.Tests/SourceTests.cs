using System.Text.RegularExpressions;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Architecture.Tests;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceTests
{
    private const int _mostLines = 500;

    private static readonly string[] _topLevel =
        ["src", "tests", "editors", "prompts", "models", "PromptLsp.sln", "README.md", "LICENSE", "CHANGELOG.md"];

    [Fact]
    public void Source_files_stay_short()
    {
        var longFiles = from path in Repository.Files()
                        where path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)
                        where !path.Contains("/Generated/", StringComparison.Ordinal)
                        let lines = File.ReadLines(RepositoryPaths.Combine(path)).Count()
                        where lines > _mostLines
                        select $"{path}: {lines} lines";
        Assert.Empty(longFiles);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var marks = from path in Repository.Files()
                    where path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("editors/", StringComparison.Ordinal)
                    let text = Repository.TextOf(path)
                    where text is not null
                    from Match mark in LeftForLater().Matches(text)
                    select $"{path}:{LineOf(text, mark.Index)}: {mark.Value}";
        Assert.Empty(marks);
    }

    [Fact]
    public void The_top_level_holds_only_what_belongs_there()
    {
        var names = Repository.Files().Select(path => path.Split('/')[0]).Distinct(StringComparer.Ordinal);
        Assert.Empty(names.Where(name => !name.StartsWith('.')).Except(_topLevel, StringComparer.Ordinal));
    }

    [Fact]
    public void Diagnostic_codes_are_unique_and_well_formed()
    {
        var fields = typeof(DiagnosticCodes).GetFields().Where(field => field.IsLiteral).ToList();
        var codes = fields.Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Matches("^PL[0-9]{4}$", code));
        Assert.Equal(codes.Count, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_file_names_a_place_of_one_machine()
    {
        // Put together from parts: this file must not hold what it looks for.
        string[] places =
        [
            "/" + "work/", "/tmp/" + "team", "/" + "root/", "registry." + "npmjs", "api." + "nuget", "www." + "nuget.org", "registry." + "yarnpkg",
            "pypi." + "org",
        ];
        var found = from path in Repository.Files()
                    let text = Repository.TextOf(path)
                    where text is not null
                    from place in places
                    let index = IndexOfPlace(text, place)
                    where index >= 0
                    select $"{path}:{LineOf(text, index)}: {place}";
        Assert.Empty(found);
    }

    /// <summary>An absolute path starts where no path goes on: <c>a/root/b</c> is a relative one.</summary>
    private static int IndexOfPlace(string text, string place)
    {
        for (var index = text.IndexOf(place, StringComparison.Ordinal); index >= 0; index = text.IndexOf(place, index + 1, StringComparison.Ordinal))
        {
            var before = index == 0 ? ' ' : text[index - 1];
            if (place[0] != '/' || !(char.IsLetterOrDigit(before) || before is '.' or '_' or '-' or '}' or ')' or '*'))
            {
                return index;
            }
        }

        return -1;
    }

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex LeftForLater();
}
