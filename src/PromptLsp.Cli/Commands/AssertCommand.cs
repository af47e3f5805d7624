using System.CommandLine;
using System.Text;
using PromptLsp.Cli.Composition;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Streams;

namespace PromptLsp.Cli.Commands;

/// <summary><c>assert</c>: the judgement of <c>eval</c> over outputs that anything produced.</summary>
internal static class AssertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var files = new Argument<string[]>("file") { Description = "Files of JSON lines with `output` and `assert`; without one, standard input.", Arity = ArgumentArity.ZeroOrMore };
        var workspace = CommonOptions.Workspace();
        var command = new Command("assert", "Judges outputs: a JSON object a line in, a verdict a line out.") { files, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace));
            var judge = new AssertionJudge(opened.Runtime.JudgeModels);
            var code = ExitCode.Ok;
            foreach (var file in Inputs(parsed.GetValue(files) ?? []))
            {
                using var reader = new StreamReader(file is null ? console.OpenInput() : File.OpenRead(file), Encoding.UTF8);
                var baseFile = file is null ? opened.RootPath + "/stdin.jsonl" : CliWorkspace.Absolute(file);
                var result = await new AssertionStream(judge, opened.Snapshot.Files, baseFile).RunAsync(reader, console.Output, cancellationToken);
                code = Math.Max(code, result.ExitCode);
            }

            return code;
        });
        return command;
    }

    private static IEnumerable<string?> Inputs(string[] files)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new CliException(ExitCode.Usage, $"{missing}: there is no such file.");
        }

        return files.Length == 0 ? new string?[] { null } : files;
    }
}
