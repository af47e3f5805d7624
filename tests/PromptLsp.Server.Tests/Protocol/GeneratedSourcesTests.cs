using PromptLsp.ProtocolGenerator;

namespace PromptLsp.Server.Tests.Protocol;

public sealed class GeneratedSourcesTests
{
    [Fact]
    public void The_committed_types_are_what_the_meta_model_gives()
    {
        var expected = ProtocolSources.Generate(File.ReadAllText(SharedData.PathOf("lsp", "metaModel.json")));
        var folder = RepositoryPaths.Combine("src", "PromptLsp.Protocol", "Generated");
        var actual = Directory.EnumerateFiles(folder, "*.cs").ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText);

        Assert.Equal(expected.Keys, actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in expected)
        {
            Assert.True(text == actual[name].ReplaceLineEndings("\n"), $"{name} differs; run: dotnet run --project src/PromptLsp.ProtocolGenerator -- METAMODEL {folder}");
        }
    }

    [Fact]
    public void A_kind_of_type_that_is_new_is_refused_by_name()
    {
        const string model = """
            {"metaData":{"version":"9"},"requests":[],"notifications":[],"enumerations":[],"typeAliases":[],
             "structures":[{"name":"A","properties":[{"name":"b","type":{"kind":"quantum"}}]}]}
            """;

        var error = Assert.Throws<InvalidDataException>(() => ProtocolSources.Generate(model));

        Assert.Contains("'quantum'", error.Message);
    }
}
