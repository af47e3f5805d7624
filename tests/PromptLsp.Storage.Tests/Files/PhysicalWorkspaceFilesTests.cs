using System.Text;
using CsCheck;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Files;

namespace PromptLsp.Storage.Tests.Files;

public sealed class PhysicalWorkspaceFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;
    private readonly PhysicalWorkspaceFiles _files;

    public PhysicalWorkspaceFilesTests()
    {
        _folder.Write("outside/secret.txt", "secret");
        _folder.Write("workspace-twin/near.txt", "secret");
        _folder.Write("workspace/prompts/answer.prompt", "user:\nhello");
        _folder.Write("workspace/prompts/partials/rules.md", "rules");
        _folder.Write("workspace/docs/a.md", "a");
        _root = Path.Combine(_folder.Path, "workspace");
        _files = new PhysicalWorkspaceFiles(_root);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_inside_is_read()
    {
        var result = _files.Read(_files.RootPath + "/docs/a.md");

        Assert.Equal((FileReadStatus.Ok, "a", ""), (result.Status, result.Text!.Text, result.Reason));
        Assert.Equal("a", _files.Read(_files.RootPath + "/docs/../docs/./a.md").Text!.Text);
    }

    [Theory]
    [InlineData("/../outside/secret.txt", FileReadStatus.OutsideWorkspace)]
    [InlineData("-twin/near.txt", FileReadStatus.OutsideWorkspace)]
    [InlineData("/docs/none.md", FileReadStatus.NotFound)]
    [InlineData("/none/none.md", FileReadStatus.NotFound)]
    [InlineData("/docs", FileReadStatus.Unreadable)]
    [InlineData("", FileReadStatus.Unreadable)]
    [InlineData("/docs/a\0.md", FileReadStatus.Unreadable)]
    public void What_cannot_be_read_says_why(string below, FileReadStatus status)
    {
        var result = _files.Read(_files.RootPath + below);

        Assert.Equal(status, result.Status);
        Assert.Null(result.Text);
        Assert.NotEqual("", result.Reason);
    }

    [Fact]
    public void A_path_that_is_not_absolute_is_refused() => Assert.Equal(FileReadStatus.OutsideWorkspace, _files.Read("docs/a.md").Status);

    [Fact]
    public void Links_are_followed_inside_the_root_only()
    {
        Link("docs/inside.md", "../prompts/partials/rules.md");
        Link("docs/absolute-inside.md", Path.Combine(_root, "docs", "a.md"));
        Link("docs/outside.md", "../../outside/secret.txt");
        Link("docs/absolute-outside.md", Path.Combine(_folder.Path, "outside", "secret.txt"));
        Link("docs/chain.md", "outside.md");
        Link("docs/twin.md", "../../workspace-twin/near.txt");
        Link("docs/out-and-in.md", "../../workspace/docs/a.md");
        Link("docs/dangling.md", "none.md");
        Link("docs/circle.md", "circle.md");
        LinkFolder("folder-inside", "docs");
        LinkFolder("folder-outside", "../outside");

        Assert.Equal("rules", Text("docs/inside.md"));
        Assert.Equal("a", Text("docs/absolute-inside.md"));
        Assert.Equal("a", Text("docs/out-and-in.md"));
        Assert.Equal("a", Text("folder-inside/a.md"));
        string[] refused =
        [
            "docs/outside.md", "docs/absolute-outside.md", "docs/chain.md", "docs/twin.md", "docs/circle.md", "folder-outside/secret.txt",
            "folder-inside/outside.md",
        ];
        Assert.All(refused, path => Assert.Equal(FileReadStatus.OutsideWorkspace, Read(path).Status));
        Assert.Equal(FileReadStatus.NotFound, Read("docs/dangling.md").Status);
    }

    [Fact]
    public void A_workspace_reached_through_a_link_is_one_workspace()
    {
        var link = Path.Combine(_folder.Path, "link");
        Directory.CreateSymbolicLink(link, _root);
        var files = new PhysicalWorkspaceFiles(link + "/");

        Assert.Equal(_files.RootPath, files.RootPath);
        Assert.Equal("a", files.Read(link + "/docs/a.md").Text!.Text);
        Assert.Equal("a", files.Read(_root + "/docs/a.md").Text!.Text);
        Assert.Equal((FileReadStatus.Ok, _files.RootPath + "/docs/a.md"), files.Resolve(link + "/prompts/x.prompt", "../docs/a.md"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_workspace() =>
        Assert.Throws<DirectoryNotFoundException>(() => new PhysicalWorkspaceFiles(Path.Combine(_root, "none")));

    [Fact]
    public void The_size_limit_is_exact()
    {
        var path = Path.Combine(_root, "big.txt");
        File.WriteAllBytes(path, new byte[PhysicalWorkspaceFiles.MaxFileBytes]);
        Assert.Equal(PhysicalWorkspaceFiles.MaxFileBytes, _files.Read(path).Text!.Length);

        File.AppendAllText(path, "x");
        var result = _files.Read(path);
        Assert.Equal(FileReadStatus.TooLarge, result.Status);
        Assert.Contains("16 MiB", result.Reason);
    }

    [Fact]
    public void Bytes_come_back_as_they_were()
    {
        var path = Path.Combine(_root, "mark.md");
        var bytes = Encoding.UTF8.GetBytes("\uFEFFé\r\n\U0001F600");
        File.WriteAllBytes(path, bytes);

        Assert.Equal(bytes, _files.Read(path).Text!.ToBytes());
    }

    [Theory]
    [InlineData("partials/rules", "prompts/partials/rules")]
    [InlineData("./partials//rules.md", "prompts/partials/rules.md")]
    [InlineData("..\\docs\\a.md", "docs/a.md")]
    [InlineData("../docs/../docs/a.md", "docs/a.md")]
    [InlineData("a:b/c", null)]
    [InlineData("../../outside/secret.txt", null)]
    [InlineData("..\\..\\outside\\secret.txt", null)]
    [InlineData("../../workspace/docs/a.md", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("\\\\server\\share", null)]
    [InlineData("C:\\Windows", null)]
    [InlineData("c:windows", null)]
    public void A_reference_means_a_path_inside_or_none(string reference, string? expected)
    {
        var (status, path) = _files.Resolve(_files.RootPath + "/prompts/answer.prompt", reference);

        Assert.Equal(expected is null ? FileReadStatus.OutsideWorkspace : FileReadStatus.Ok, status);
        Assert.Equal(expected is null ? "" : $"{_files.RootPath}/{expected}", path);
    }

    [Fact]
    public void A_reference_from_outside_means_nothing() => Assert.Equal(
        FileReadStatus.OutsideWorkspace, _files.Resolve(_folder.Path + "/outside/x.prompt", "../workspace/docs/a.md").Status);

    [Fact]
    public void No_reference_leads_out()
    {
        var part = Gen.OneOf("..", ".", "a", "", "~", "a b", "\\", "C:", "%2e%2e", "...", "‥", "\0", "docs");
        part.Array[0, 8].Select(parts => string.Join('/', parts)).Sample(reference =>
        {
            var (status, path) = _files.Resolve(_files.RootPath + "/prompts/answer.prompt", reference);
            return status == FileReadStatus.Ok
                ? Path.GetFullPath(path).StartsWith(_root, StringComparison.Ordinal) && _files.Read(path).Status != FileReadStatus.OutsideWorkspace
                : path.Length == 0;
        });
    }

    [Fact]
    public void Globs_find_in_ordinal_order_and_skip_what_is_no_document()
    {
        foreach (var path in new[]
                 {
                     "docs/B.md", "docs/b.md", "docs/deep/er/c.md", "docs/c.txt", ".git/x.md", "node_modules/m/x.md", ".promptlsp/x.md", "docs/ä.md",
                     "docs/node_modules/x.md", ".hidden/x.md",
                 })
        {
            _folder.Write("workspace/" + path, "x");
        }

        Assert.Equal(["docs/B.md", "docs/a.md", "docs/b.md", "docs/deep/er/c.md", "docs/ä.md"], Find("", "docs/**/*.md"));
        Assert.Equal(["docs/B.md", "docs/a.md", "docs/b.md", "docs/ä.md"], Find("", "docs/*.md", "docs\\a.md"));
        Assert.Equal(["docs/a.md", "docs/c.txt"], Find("prompts", "../docs/a.md", "../docs/*.txt"));
        Assert.Equal(["prompts/partials/rules.md"], Find("prompts", "**/*.md"));
        Assert.Contains(".hidden/x.md", Find("", "**/*.md"));
        Assert.Empty(Find("", "docs/*.MD"));
        Assert.Empty(Find("", "../outside/*.txt", "/etc/*", "../**/*.txt"));
        Assert.Empty(Find("none", "*.md"));
        Assert.Empty(Find("", ""));
        Assert.Empty(_files.Find(_folder.Path + "/outside", ["*.txt"]));
    }

    [Fact]
    public void Globs_do_not_leave_through_links_nor_run_in_circles()
    {
        Link("docs/inside.md", "../prompts/partials/rules.md");
        Link("docs/outside.md", "../../outside/secret.txt");
        Link("docs/dangling.md", "none.md");
        LinkFolder("docs/up", "..");
        LinkFolder("docs/out", "../../outside");

        Assert.Equal(["docs/a.md", "docs/inside.md"], Find("", "docs/**/*"));
    }

    [Theory]
    [InlineData(".promptlsp/promptlsp.db", true)]
    [InlineData("../store.db", false)]
    [InlineData("/tmp/store.db", false)]
    [InlineData("linked/store.db", false)]
    [InlineData("linked.db", false)]
    public void The_store_stays_in_the_workspace(string store, bool isInside)
    {
        LinkFolder("linked", "../outside");
        Link("linked.db", "../outside/secret.txt");
        var configuration = new WorkspaceConfiguration { Store = store };

        if (isInside)
        {
            Assert.Equal(Path.Combine(_root, store), StorePath.Of(_files, configuration));
        }
        else
        {
            Assert.Equal(StoreFailure.OutsideWorkspace, Assert.Throws<StoreException>(() => StorePath.Of(_files, configuration)).Failure);
        }
    }

    private FileReadResult Read(string relative) => _files.Read($"{_files.RootPath}/{relative}");

    private string? Text(string relative) => Read(relative).Text?.Text;

    private string[] Find(string baseDirectory, params string[] globs) =>
        [.. _files.Find($"{_files.RootPath}/{baseDirectory}", globs).Select(path => path[(_files.RootPath.Length + 1)..])];

    private void Link(string relative, string target) => File.CreateSymbolicLink(Path.Combine(_root, relative), target);

    private void LinkFolder(string relative, string target) => Directory.CreateSymbolicLink(Path.Combine(_root, relative), target);
}
