using System.CommandLine;
using System.Globalization;
using System.Text;
using PromptLsp.Cli.Composition;
using PromptLsp.Cli.Output;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tools;
using PromptLsp.Core.Workspaces;
using PromptLsp.Storage.Files;

namespace PromptLsp.Cli.Commands;

/// <summary><c>count</c>: exact tokens of rendered prompts and of plain texts.</summary>
internal static class CountCommand
{
    private const string StandardInput = "-";

    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var paths = new Argument<string[]>("path") { Description = "Prompts, plain text files, folders; - reads standard input.", Arity = ArgumentArity.OneOrMore };
        var model = CommonOptions.Model("Counts for this model instead of the prompt's own.");
        var tokenizer = new Option<string?>("--tokenizer", "-t") { Description = $"Counts by this tokenizer: {TokenizerChoice.Help}", HelpName = "NAME|PATH" };
        var (variables, file, json, workspace) = (CommonOptions.Variables(), CommonOptions.VariablesFile(), CommonOptions.Json("One JSON object a file."), CommonOptions.Workspace());
        var rows = new Option<bool>("--rows") { Description = "Also counts prompts with every row of the suites that name them: median, 95th percentile, largest, and those over the limit." };
        var command = new Command("count", "Counts tokens: of a prompt as it is rendered (with its samples and defaults where no values are given), of other files as they are.")
        {
            paths, model, tokenizer, rows, variables, file, json, workspace,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new CountRequest(
                parsed.GetValue(model), parsed.GetValue(tokenizer), parsed.GetValue(variables) ?? [], parsed.GetValue(file), parsed.GetValue(rows), parsed.GetValue(workspace));
            return await CountAllAsync([.. Expand(parsed.GetRequiredValue(paths))], request, parsed.GetValue(json), console, cancellationToken);
        });
        return command;
    }

    /// <summary>A file that cannot be counted is told and does not keep the others from being counted.</summary>
    private static async Task<int> CountAllAsync(
        IReadOnlyList<string> paths, CountRequest request, bool isJson, CliConsole console, CancellationToken cancellationToken)
    {
        await using var workspaces = new WorkspacesByRoot(request.Workspace);
        var (total, counted, code) = (0L, 0, ExitCode.Ok);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var report = await CountAsync(path, request, workspaces.Of(path == StandardInput ? "." : path).Snapshot, console, cancellationToken);
                (total, counted) = (total + report.Total, counted + 1);
                Write(console.Output, path == StandardInput ? path : Display(path), report, isJson);
            }
            catch (CliException failure) when (paths.Count > 1)
            {
                await console.Error.WriteLineAsync($"promptlsp: {failure.Message}");
                code = Math.Max(code, failure.ExitCode);
            }
        }

        if (counted > 1 && !isJson)
        {
            await console.Output.WriteLineAsync($"{Number(total),10}  total");
        }

        return code;
    }

    private sealed record CountRequest(string? Model, string? Tokenizer, string[] Variables, string? VariablesFile, bool WithRows, string? Workspace);

    private static IEnumerable<string> Expand(string[] paths) =>
        paths.SelectMany(path => path == StandardInput ? [path] : PathArguments.Expand([path], PlainText.IsText)).Distinct(StringComparer.Ordinal);

    private static string Display(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');

    private static async Task<PromptTokenReport> CountAsync(
        string path, CountRequest request, WorkspaceSnapshot snapshot, CliConsole console, CancellationToken cancellationToken)
    {
        if (path != StandardInput && WorkspaceSnapshot.IsPrompt(path))
        {
            return CountPrompt(path, request, snapshot, cancellationToken);
        }

        var model = request.Model is { } id ? snapshot.Catalogue.Find(id) : null;
        var counter = Counter(snapshot, request, request.Model);
        using var reader = path == StandardInput ? new StreamReader(console.OpenInput(), Encoding.UTF8) : PlainText.Open(path);
        var tokens = await PlainText.CountAsync(reader, counter, path, cancellationToken);
        return new PromptTokenReport(model?.Id, counter.Name, tokens, 0, [], [], PromptLimit.For(model, null, null));
    }

    private static PromptTokenReport CountPrompt(string path, CountRequest request, WorkspaceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var prompt = snapshot.GetPrompt(path) ?? throw new CliException(ExitCode.Usage, $"{path}: {snapshot.Files.Read(path).Reason}");
        var given = VariableValues.Read(prompt.Definition, request.Variables, request.VariablesFile);
        var values = InputBinder.BindPreview(prompt.Definition).SetItems(given);
        foreach (var context in prompt.Definition.Contexts.Where(context => !values.ContainsKey(context.Name)))
        {
            values = values.Add(context.Name, System.Text.Json.JsonDocument.Parse("[]").RootElement.Clone());
        }

        var result = new PromptRenderer(snapshot.Files, snapshot.Time).Render(prompt, values, RenderOptions.Strict, cancellationToken);
        if (result.Prompt is not { } rendered)
        {
            throw new CliException(ExitCode.Usage, string.Join("\n", result.Errors));
        }

        var modelId = request.Model ?? prompt.Definition.Model.Id;
        var model = modelId is null ? null : snapshot.Catalogue.Find(modelId);
        var limit = PromptLimit.For(model, prompt.Definition.Model.MaxOutputTokens, prompt.Definition.Budget.InputTokens);
        var counter = Counter(snapshot, request, modelId);
        var estimate = RequestEstimate.Of(snapshot.Files, prompt, PromptTools.Load(snapshot.Files, prompt), counter, model);
        var report = PromptTokenCounter.Count(rendered, counter, model, limit, cancellationToken) with { Estimate = estimate };
        return request.WithRows
            ? report with { Rows = RowTokenCounter.Count(snapshot, prompt, snapshot.Suites.RowsOf(prompt.Path, cancellationToken), counter, model, cancellationToken) }
            : report;
    }

    private static ITokenCounter Counter(WorkspaceSnapshot snapshot, CountRequest request, string? modelId)
    {
        if (request.Tokenizer is { } path && TokenizerChoice.IsPath(path))
        {
            return TokenizerChoice.Find(path).Counter;
        }

        var name = request.Tokenizer ?? (modelId is null ? TokenCounterProvider.O200kBase : snapshot.Catalogue.Find(modelId)?.Tokenizer);
        if (name is null)
        {
            var known = snapshot.Catalogue.Find(modelId!) is not null;
            throw new CliException(
                ExitCode.Usage, known ? $"the tokenizer of `{modelId}` is not published: give one by --tokenizer." : $"the model `{modelId}` is not known: declare it under `models:` in promptlsp.yaml, or give --tokenizer.");
        }

        return snapshot.TokenCounters.Find(name)
            ?? new WorkspaceTokenCounters(new PhysicalWorkspaceFiles(snapshot.Files.RootPath)).Load(name)
            ?? throw new CliException(ExitCode.Usage, $"there is no tokenizer `{name}`. There are {string.Join(", ", snapshot.TokenCounters.Names)}.");
    }

    private static void Write(TextWriter output, string path, PromptTokenReport report, bool isJson)
    {
        if (isJson)
        {
            output.WriteLine(JsonText.Of(writer => PromptTokenReportJson.Write(writer, path, report)));
            return;
        }

        output.WriteLine($"{Number(report.Total),10}  {path}  ({report.Tokenizer}{Limit(report)})");
        foreach (var message in report.Messages)
        {
            output.WriteLine($"{Number(message.Tokens),10}    {message.Role.ToWord()}");
        }

        foreach (var variable in report.Variables)
        {
            output.WriteLine($"{Number(variable.Tokens),10}    {{{{ {variable.Name} }}}}");
        }

        if (report.Overhead > 0)
        {
            output.WriteLine($"{Number(report.Overhead),10}    overhead of the chat format");
        }

        WriteEstimate(output, report.Estimate.Tools, "tools");
        WriteEstimate(output, report.Estimate.Schema, "schema of the answer");
        if (report.Rows is { } rows)
        {
            WriteRows(output, rows);
        }
    }

    private static void WriteEstimate(TextWriter output, int tokens, string what)
    {
        if (tokens > 0)
        {
            output.WriteLine($"{"~" + Number(tokens),10}    {what}, not in the total");
        }
    }

    private static void WriteRows(TextWriter output, RowTokenReport rows)
    {
        output.WriteLine($"{"",10}    rows: {RowTokenText.Summary(rows)}");
        foreach (var row in rows.Over)
        {
            output.WriteLine($"{Number(row.Tokens),10}    {row.Name}");
        }

        if (rows.FirstFailure is { } failure)
        {
            output.WriteLine($"{"",10}    {failure}");
        }
    }

    private static string Limit(PromptTokenReport report) => report.Limit.Budget is { } budget
        ? report.OverBy > 0 ? $", {Number(report.OverBy.Value)} over the limit of {Number(budget)}" : $", of {Number(budget)}"
        : "";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
