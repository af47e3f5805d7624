using System.CommandLine;
using PromptLsp.Cli.Composition;
using PromptLsp.Cli.Output;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Cli.Commands;

/// <summary><c>check</c>: the editor's findings, headless.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("path") { Description = "Prompts, suites, promptlsp.yaml, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "text, json, sarif or github.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        var fix = new Option<bool>("--fix") { Description = "Applies the repairs that are right beyond doubt, then checks again." };
        var workspace = CommonOptions.Workspace();
        var command = new Command("check", "Finds mistakes in prompts, suites and promptlsp.yaml.") { paths, format, fix, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = PathArguments.Expand(parsed.GetRequiredValue(paths), PathArguments.IsChecked);
            if (files.Count == 0)
            {
                throw new CliException(ExitCode.Usage, "there is nothing to check here: no *.prompt, *.eval.yaml or promptlsp.yaml.");
            }

            var root = parsed.GetValue(workspace);
            var results = await CheckAsync(files, root, cancellationToken);
            if (parsed.GetValue(fix) && ApplyFixes(results, console) > 0)
            {
                results = await CheckAsync(files, root, cancellationToken);
            }

            DiagnosticReport.Write(results, parsed.GetRequiredValue(format), console.Output);
            return results.SelectMany(result => result.Diagnostics).Any(IsFinding) ? ExitCode.Findings : ExitCode.Ok;
        });
        return command;
    }

    private static bool IsFinding(Diagnostic diagnostic) => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning;

    private static async Task<List<CheckedFile>> CheckAsync(IReadOnlyList<string> files, string? root, CancellationToken cancellationToken)
    {
        var results = new List<CheckedFile>();
        foreach (var group in files.GroupBy(file => root is null ? WorkspaceRoot.Find(file) : WorkspaceRoot.Named(root)))
        {
            await using var workspace = CliWorkspace.OpenUnchecked(group.First(), group.Key);
            foreach (var file in group)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = workspace.Snapshot.Files.Read(file);
                var text = read.Text ?? throw new CliException(ExitCode.Usage, $"{file}: {read.Reason}");
                if (WorkspaceSnapshot.IsPrompt(file))
                {
                    workspace.Snapshot.RowTokens.Refresh(workspace.Snapshot, file, cancellationToken);
                }

                results.Add(new CheckedFile(file, Path.GetRelativePath(Environment.CurrentDirectory, file).Replace('\\', '/'), text, workspace.Snapshot.GetDiagnostics(file, cancellationToken)));
            }
        }

        return results;
    }

    private static int ApplyFixes(List<CheckedFile> results, CliConsole console)
    {
        var applied = 0;
        foreach (var result in results)
        {
            var edits = NonOverlapping(result.Diagnostics.SelectMany(diagnostic => diagnostic.Fixes.Where(fix => fix.IsPreferred).Take(1)));
            if (edits.Count > 0)
            {
                var text = edits.OrderByDescending(edit => edit.Span.Start).Aggregate(result.Text, (current, edit) => current.WithChange(edit.Span, edit.NewText));
                File.WriteAllBytes(result.Path, text.ToBytes());
                console.Error.WriteLine($"{result.DisplayPath}: {edits.Count} edit(s) made");
                applied += edits.Count;
            }
        }

        return applied;
    }

    /// <summary>The edits of the first fixes that do not touch each other; the others wait for the next run.</summary>
    private static List<TextEdit> NonOverlapping(IEnumerable<DiagnosticFix> fixes)
    {
        var taken = new List<TextEdit>();
        foreach (var fix in fixes)
        {
            if (fix.Edits.All(edit => taken.All(other => other.Span.End < edit.Span.Start || edit.Span.End < other.Span.Start)))
            {
                taken.AddRange(fix.Edits);
            }
        }

        return taken;
    }
}
