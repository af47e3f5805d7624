using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Sessions;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class SessionStateTests
{
    private readonly List<string> _opened = [];

    private SessionState Start(params string[] folders)
    {
        var state = new SessionState(root =>
        {
            _opened.Add(root);
            return new WorkspaceServices(new MemoryFiles(new Dictionary<string, string>()), new TokenCounterProvider(), TimeProvider.System, []);
        });
        state.Initialize(new ClientProfile(), new EditorSettings(), folders);
        return state;
    }

    [Fact]
    public void A_document_belongs_to_the_innermost_folder_that_holds_it()
    {
        var state = Start("/w", "/w/inner");

        state.Open("file:///w/inner/a.prompt", "/w/inner/a.prompt", SourceText.From("x"), 1);
        state.Open("file:///w/innermost.prompt", "/w/innermost.prompt", SourceText.From("y"), 1);

        Assert.Equal(["/w/inner/a.prompt"], state.Current.Workspaces["/w/inner"].Documents.Keys);
        Assert.Equal(["/w/innermost.prompt"], state.Current.Workspaces["/w"].Documents.Keys);
    }

    [Fact]
    public void A_document_outside_all_folders_gets_its_own_folder_as_workspace()
    {
        var state = Start("/w");

        state.Open("file:///elsewhere/a.prompt", "/elsewhere/a.prompt", SourceText.From("x"), 1);

        Assert.Equal(["/elsewhere/a.prompt"], state.Current.WorkspaceOf("/elsewhere/a.prompt")!.Documents.Keys);
        Assert.Contains("/elsewhere", _opened);
    }

    [Fact]
    public void A_document_that_is_no_file_belongs_to_the_first_folder()
    {
        var state = Start("/w");

        state.Open("untitled:1", "untitled:1", SourceText.From("x"), 1);

        Assert.Equal("x", state.Current.WorkspaceOf("untitled:1")!.GetText("untitled:1")!.Text);
        Assert.Equal("untitled:1", state.Current.UriOf("untitled:1"));
    }

    [Fact]
    public void Open_documents_keep_their_text_when_folders_come_and_go()
    {
        var state = Start("/w");
        state.Open("file:///w/inner/a.prompt", "/w/inner/a.prompt", SourceText.From("text"), 3);

        state.ChangeFolders(["/w/inner"], ["/w"]);

        Assert.Equal(["/w/inner"], state.Current.Workspaces.Keys);
        Assert.Equal(3, state.Current.Workspaces["/w/inner"].Documents["/w/inner/a.prompt"].Version);
        state.ChangeFolders([], ["/w/inner"]);
        Assert.Equal("text", state.Current.WorkspaceOf("/w/inner/a.prompt")!.GetText("/w/inner/a.prompt")!.Text);
    }

    [Fact]
    public void A_snapshot_never_changes()
    {
        var state = Start("/w");
        state.Open("file:///w/a.prompt", "/w/a.prompt", SourceText.From("one"), 1);
        var before = state.Current;

        state.Change("/w/a.prompt", 2, _ => SourceText.From("two"));
        state.Close("/w/a.prompt");

        Assert.Equal("one", before.WorkspaceOf("/w/a.prompt")!.GetText("/w/a.prompt")!.Text);
        Assert.Empty(state.Current.Documents);
    }

    [Theory]
    [InlineData("""{"promptlsp":{"inlayHints":false}}""", false, true)]
    [InlineData("""{"inlayHints":{"enabled":false},"codeLens":false}""", false, false)]
    [InlineData("""{"inlayHints":"perhaps","codeLens":null}""", true, true)]
    [InlineData("[]", true, true)]
    [InlineData("null", true, true)]
    public void Settings_are_read_in_both_forms_and_wrong_ones_change_nothing(string json, bool hints, bool lenses)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);

        Assert.Equal(new EditorSettings(hints, lenses), new EditorSettings().With(document.RootElement));
    }
}
