namespace PromptLsp.Editors.Tests;

public sealed class NeovimTests
{
    [Fact]
    public async Task The_plugin_shows_what_the_server_knows()
    {
        EditorScripts.Need(("sh", "It comes with every Unix."), ("nvim", "On Debian: apt-get install neovim."));
        await EditorScripts.RunAsync("sh", "neovim/test/run.sh");
    }
}
