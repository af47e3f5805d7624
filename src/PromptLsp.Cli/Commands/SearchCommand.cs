using System.CommandLine;
using System.Globalization;
using PromptLsp.Cli.Composition;
using PromptLsp.Cli.Output;
using PromptLsp.Core.Retrieval;

namespace PromptLsp.Cli.Commands;

/// <summary><c>search</c>: what a prompt would retrieve.</summary>
internal static class SearchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "The index, as promptlsp.yaml names it." };
        var query = new Argument<string[]>("query") { Description = "What to look for.", Arity = ArgumentArity.OneOrMore };
        var top = new Option<int>("--top", "-k") { Description = "How many passages.", DefaultValueFactory = _ => 5 };
        var (json, workspace) = (CommonOptions.Json("One JSON object a passage."), CommonOptions.Workspace());
        var command = new Command("search", "Searches an index by meaning and by words.") { name, query, top, json, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace));
            var text = string.Join(' ', parsed.GetRequiredValue(query));
            var found = await opened.Runtime.Retriever.SearchAsync(parsed.GetRequiredValue(name), text, Math.Clamp(parsed.GetValue(top), 1, 1000), cancellationToken);
            foreach (var passage in found)
            {
                await console.Output.WriteLineAsync(parsed.GetValue(json) ? ToJson(passage) : ToText(passage));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string ToText(RetrievedPassage passage)
    {
        var scores = string.Join(", ", new[] { Score("cosine", passage.DenseScore), Score("bm25", passage.SparseScore) }.OfType<string>());
        var heading = passage.Heading.Length == 0 ? "" : $" › {passage.Heading}";
        return string.Create(CultureInfo.InvariantCulture, $"{passage.Score:0.0000}  {passage.Source}{heading}  ({scores})\n    {passage.Text.ReplaceLineEndings("\n    ")}\n");
    }

    private static string? Score(string name, double? value) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{name} {number:0.000}") : null;

    private static string ToJson(RetrievedPassage passage) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", passage.Id);
        writer.WriteString("source", passage.Source);
        writer.WriteString("heading", passage.Heading);
        writer.WriteNumber("start", passage.Start);
        writer.WriteNumber("end", passage.End);
        writer.WriteNumber("score", passage.Score);
        if (passage.DenseScore is { } dense)
        {
            writer.WriteNumber("dense_score", dense);
        }

        if (passage.SparseScore is { } sparse)
        {
            writer.WriteNumber("sparse_score", sparse);
        }

        writer.WriteString("text", passage.Text);
        writer.WriteEndObject();
    });
}
