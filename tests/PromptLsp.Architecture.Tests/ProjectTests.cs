using System.Xml.Linq;

namespace PromptLsp.Architecture.Tests;

/// <summary>Which project may know which other, and which packages.</summary>
public sealed class ProjectTests
{
    private static readonly string[] _all =
        ["Core", "Evaluation", "Ide", "Llm", "Models", "Protocol", "Retrieval", "Server", "Storage", "Syntax"];

    private static readonly Dictionary<string, string[]> _references = new(StringComparer.Ordinal)
    {
        ["Syntax"] = [],
        ["Core"] = ["Syntax"],
        ["Ide"] = ["Core"],
        ["Models"] = ["Core"],
        ["Retrieval"] = ["Core"],
        ["Llm"] = ["Core"],
        ["Storage"] = ["Core"],
        ["Evaluation"] = ["Core"],
        ["Protocol"] = [],
        ["ProtocolGenerator"] = [],
        ["Server"] = ["Ide", "Protocol"],
        ["VocabularyGenerator"] = ["Core"],
        ["Cli"] = _all,
    };

    private static readonly Dictionary<string, string[]> _packages = new(StringComparer.Ordinal)
    {
        ["Syntax"] = ["Scriban.Signed", "YamlDotNet"],
        ["Core"] = ["Microsoft.Extensions.AI.Abstractions", "Scriban.Signed"],
        ["Ide"] = [],
        ["Models"] = ["Microsoft.Extensions.AI.Abstractions", "Microsoft.ML.OnnxRuntime.Managed", "System.Numerics.Tensors"],
        ["Retrieval"] = ["System.Numerics.Tensors"],
        ["Llm"] =
        [
            "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI", "Microsoft.Extensions.VectorData.Abstractions",
            "Microsoft.SemanticKernel.Core", "OpenAI", "System.Numerics.Tensors",
        ],
        ["Storage"] = ["Microsoft.Data.Sqlite", "Microsoft.Extensions.FileSystemGlobbing"],
        ["Evaluation"] = [],
        ["Protocol"] = [],
        ["ProtocolGenerator"] = [],
        ["Server"] = ["Microsoft.NET.StringTools", "StreamJsonRpc"],
        ["VocabularyGenerator"] = [],
        ["Cli"] = ["System.CommandLine"],
    };

    public static TheoryData<string> Projects()
    {
        var folders = Directory.GetDirectories(RepositoryPaths.Combine("src"), "PromptLsp.*").Select(folder => Path.GetFileName(folder)!);
        return [.. folders.Where(name => File.Exists(ProjectFile(name))).Select(name => name["PromptLsp.".Length..]).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Every_project_has_its_place_in_the_table() =>
        Assert.Equal(_references.Keys.Order(StringComparer.Ordinal), Projects().Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_its_layer_allows(string project)
    {
        var found = Items(project, "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/')));
        Assert.Equal(_references[project].Select(name => $"PromptLsp.{name}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_the_packages_it_is_allowed(string project) =>
        Assert.Equal(_packages[project].Order(StringComparer.Ordinal), Items(project, "PackageReference").Select(Include).Order(StringComparer.Ordinal));

    [Fact]
    public void Versions_stand_in_one_place()
    {
        var files = Repository.Files().Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)
            || (path.EndsWith(".props", StringComparison.Ordinal) && !path.EndsWith("Directory.Packages.props", StringComparison.Ordinal)));
        var wrong = from path in files
                    from item in XDocument.Load(RepositoryPaths.Combine(path)).Descendants("PackageReference")
                    where item.Attributes().Concat<XObject>(item.Elements()).Any(IsVersion)
                    select $"{path}: {Include(item)}";
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_solution_holds_every_project(string project)
    {
        var path = $"\"src/PromptLsp.{project}/PromptLsp.{project}.csproj\"";
        Assert.Contains(path, File.ReadAllText(RepositoryPaths.Combine("PromptLsp.sln")).Replace('\\', '/'), StringComparison.Ordinal);
    }

    private static bool IsVersion(XObject part) => part switch
    {
        XAttribute attribute => attribute.Name.LocalName is "Version" or "VersionOverride",
        XElement element => element.Name.LocalName is "Version" or "VersionOverride",
        _ => false,
    };

    private static IEnumerable<XElement> Items(string project, string kind) =>
        XDocument.Load(ProjectFile($"PromptLsp.{project}")).Descendants(kind);

    private static string Include(XElement item) => item.Attribute("Include")?.Value ?? "";

    private static string ProjectFile(string name) => RepositoryPaths.Combine("src", name, $"{name}.csproj");
}
