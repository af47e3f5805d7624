using System.Text.Json.Nodes;
using PromptLsp.Cli.Composition;

namespace PromptLsp.Cli.Tests;

public sealed class ResidentMemoryTests
{
    private const string Clean = "Rss: 8 kB\nPrivate_Dirty:         0 kB\nAnonymous:             0 kB\nSwap:                  0 kB\nVmFlags: rd mr mw me";

    [Theory]
    [InlineData("00400000-00404000 r-xp 00000000 fe:00 1 /usr/bin/promptlsp", Clean, true)]
    [InlineData("00400000-00404000 r--p 00000000 fe:00 1 /usr/bin/a program", Clean, true)]
    [InlineData("00400000-00404000 rw-p 00000000 fe:00 1 /usr/bin/promptlsp", Clean, false)]
    [InlineData("00400000-00404000 r--s 00000000 fe:00 1 /tmp/shared", Clean, false)]
    [InlineData("00400000-00404000 r--p 00000000 00:00 0", Clean, false)]
    [InlineData("00400000-00404000 r-xp 00000000 00:00 0 [vdso]", Clean, false)]
    [InlineData("00400000-00404000 r--p 00000000 fe:00 1 /lib/libc.so.6", "Private_Dirty: 0 kB\nAnonymous: 16 kB\nSwap: 0 kB\nVmFlags: rd", false)]
    [InlineData("00400000-00404000 r--p 00000000 fe:00 1 /lib/libc.so.6", "Private_Dirty: 0 kB\nAnonymous: 0 kB\nSwap: 4 kB\nVmFlags: rd", false)]
    [InlineData("00400000-00404000 r--p 00000000 fe:00 1 /lib/libc.so.6", "Private_Dirty: 4 kB\nAnonymous: 0 kB\nSwap: 0 kB\nVmFlags: rd", false)]
    public void Only_pages_that_are_the_files_own_are_given_back(string header, string facts, bool isClean)
    {
        string[] before = ["00100000-00101000 rw-p 00000000 00:00 0 [heap]", .. facts.Split('\n')];
        var found = ResidentMemory.CleanMappings([.. before, header, .. facts.Split('\n')]).ToList();
        Assert.Equal(isClean ? [((nint)0x400000, (nint)0x4000)] : [], found);
    }

    [Fact]
    public async Task A_server_that_was_idle_is_smaller_and_answers_as_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pages are given back on Linux only");
        using var workspace = Workspace.Example();
        var path = Path.Combine(workspace.Path, "support-answer.prompt");
        var document = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = new Uri(path).AbsoluteUri } };
        var (server, _) = await LanguageServerProcess.StartAsync(workspace);
        using var running = server;
        await server.OpenAsync(new Uri(path).AbsoluteUri, File.ReadAllText(path));
        var before = await server.RequestAsync("textDocument/documentSymbol", document.DeepClone());
        var (most, now) = (server.ResidentFilePages, int.MaxValue);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (now > most * 0.8)
        {
            await Task.Delay(20, limit.Token);
            now = server.ResidentFilePages;
            most = Math.Max(most, now);
        }

        Assert.Equal(before!.ToJsonString(), (await server.RequestAsync("textDocument/documentSymbol", document.DeepClone()))!.ToJsonString());
        var (code, error) = await server.LeaveAsync();
        Assert.True(code == 0, error);
    }
}
