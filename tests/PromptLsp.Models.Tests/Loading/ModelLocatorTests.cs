using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Loading;

public sealed class ModelLocatorTests
{
    [Fact]
    public void TheBuiltInModelsAreBesideTheExecutable() =>
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "models", "all-MiniLM-L6-v2"), ModelLocator.FromEnvironment(null).Find(ModelLocator.DefaultEmbeddingModel));

    [Fact]
    public void FoldersOfTheEnvironmentWin()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        first.Write("mine/manifest.json", "{}");
        second.Write("all-MiniLM-L6-v2/modules.json", "[]");
        second.Write("mine/manifest.json", "{}");
        second.Write("no-model/readme.txt", "");
        var locator = ModelLocator.FromEnvironment(first.Path + Path.PathSeparator + second.Path);

        Assert.Equal(Path.Combine(first.Path, "mine"), locator.Find("MINE"));
        Assert.Equal(Path.Combine(second.Path, "all-MiniLM-L6-v2"), locator.Find("all-MiniLM-L6-v2"));
        Assert.Equal(
            [("all-MiniLM-L6-v2", second.Path), ("mine", first.Path)],
            locator.ListNames().Where(model => !model.Folder.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal)).Select(model => (model.Id, Path.GetDirectoryName(model.Folder)!)));
    }

    [Fact]
    public void AnUnknownNameListsWhatIsKnownAndWhereItWasSearched()
    {
        using var root = new TemporaryFolder();
        root.Write("mine/manifest.json", "{}");
        var exception = Assert.Throws<ModelNotFoundException>(() => new ModelLocator([root.Path, "/no/such/folder"]).Find("yours"));
        Assert.Contains("no local model 'yours'. Known: mine. Searched: " + root.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(ModelLocator.EnvironmentVariable, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APathIsAFolderAndANameNever()
    {
        using var root = new TemporaryFolder();
        root.Write("mine/manifest.json", "{}");
        var locator = new ModelLocator([]);
        Assert.Equal(Path.Combine(root.Path, "mine"), locator.Find(Path.Combine(root.Path, "mine")));
        Assert.Throws<ModelNotFoundException>(() => locator.Find(Path.Combine(root.Path, "other")));
        Assert.Throws<ModelNotFoundException>(() => locator.Find("models"));
    }
}
