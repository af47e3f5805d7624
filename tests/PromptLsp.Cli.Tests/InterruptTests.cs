using System.Diagnostics;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Cli.Tests;

public sealed class InterruptTests
{
    private const int Answered = 20;

    /// <summary>20 calls are answered and the rest never: what was answered is stored when Ctrl-C comes, and nothing else is.</summary>
    [Fact]
    public async Task Ctrl_C_keeps_what_had_finished_and_ends_with_130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs SIGINT and GNU env");
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await FakeOpenAiServer.StartAsync([.. Enumerable.Repeat(FakeReply.Text("ok"), Answered)]);
        server.Reply = FakeReply.Hang();
        server.OnRequest = request =>
        {
            // With four at a time the twenty-fourth call goes out only when all twenty answers have been judged.
            if (request.Number == Answered + 4)
            {
                waiting.TrySetResult();
            }
        };
        using var workspace = Workspace.ForEndpoint(server.BaseUrl);
        workspace.Write("rows.csv", "q,__expected\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"question {i},contains:ok\n")));
        workspace.Write("s.eval.yaml", "prompts: [ask.prompt]\nproviders: [test/model]\ntests:\n  - file: rows.csv\n");
        using var process = Executable.StartInterruptible(workspace.Path, ["eval", "s.eval.yaml", "-j", "4"], new Dictionary<string, string> { ["TEST_KEY"] = "sk-test" });
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await waiting.Task.WaitAsync(TimeSpan.FromMinutes(1));
            using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString()]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.True(process.ExitCode == 130, $"{process.ExitCode}\n{await output}\n{await error}");
            Assert.DoesNotContain("   at ", await error, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal("interrupted", workspace.Query("select status from runs"));
        Assert.Equal((long)Answered, workspace.Query("select count(*) from results where verdict = 'pass'"));
        Assert.Equal((long)Answered, workspace.Query("select count(*) from results"));
        Assert.Contains("interrupted", (await workspace.RunAsync("runs", "list")).Output);
    }
}
