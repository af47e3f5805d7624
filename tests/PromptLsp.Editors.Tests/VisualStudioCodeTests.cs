using System.Runtime.InteropServices;

namespace PromptLsp.Editors.Tests;

public sealed class VisualStudioCodeTests
{
    private static readonly (string, string) _node = ("node", "Install Node.js 20 or later.");
    private static readonly (string, string) _npm = ("npm", "It comes with Node.js.");
    private static readonly (string, string) _chromium = ("chromium", "On Debian: apt-get install chromium.");

    [Fact]
    public async Task The_extension_shows_what_the_server_knows()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64,
            "VS Code is driven as code-server with a Node that npm brings for Linux x64 only.");
        EditorScripts.Need(_node, _npm, _chromium);
        await EditorScripts.RunAsync("node", "vscode/test/run.mjs");
    }
}
