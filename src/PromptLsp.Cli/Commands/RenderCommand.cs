using System.CommandLine;
using System.Text.Json;
using PromptLsp.Cli.Composition;
using PromptLsp.Cli.Output;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Cli.Commands;

/// <summary><c>render</c>: the messages as they would be sent.</summary>
internal static class RenderCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var path = new Argument<string>("path") { Description = "The prompt." };
        var (variables, file, json) = (CommonOptions.Variables(), CommonOptions.VariablesFile(), CommonOptions.Json("The messages with the origin of each piece."));
        var (model, workspace) = (CommonOptions.Model("The model whose tokenizer and window count."), CommonOptions.Workspace());
        var command = new Command("render", "Renders a prompt with retrieval and budget, and calls no model.") { path, variables, file, json, model, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var promptPath = CliWorkspace.Absolute(parsed.GetRequiredValue(path));
            await using var workspaceOf = CliWorkspace.Open(promptPath, parsed.GetValue(workspace));
            var request = PromptRequests.Make(
                workspaceOf, promptPath, parsed.GetValue(variables) ?? [], parsed.GetValue(file), parsed.GetValue(model)) with
            { IsRenderOnly = true };
            await IndexPreparation.EnsureAsync(workspaceOf.Runtime, [promptPath], console.Error.WriteLine, cancellationToken);
            var execution = await workspaceOf.Runtime.Executor.ExecuteAsync(request, cancellationToken);
            PromptRequests.ThrowIfFailed(execution);
            await console.Output.WriteLineAsync(parsed.GetValue(json) ? ToJson(workspaceOf, promptPath, execution) : MessageText.Of(execution.Rendered!));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string ToJson(CliWorkspace workspace, string promptPath, PromptExecution execution) => JsonText.Of(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("path", workspace.Relative(promptPath));
            writer.WriteString("model", execution.ModelId);
            WriteNumber(writer, "tokens", execution.RenderedTokens);
            writer.WriteStartArray("messages");
            foreach (var message in execution.Rendered!.Messages)
            {
                WriteMessage(writer, workspace, message);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        isIndented: true);

    private static void WriteMessage(Utf8JsonWriter writer, CliWorkspace workspace, RenderedMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", message.Role.ToWord());
        writer.WriteString("content", message.Text);
        writer.WriteStartArray("segments");
        foreach (var segment in message.Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", segment.Kind == SegmentKind.Literal ? "literal" : "value");
            writer.WriteString("text", segment.Text);
            writer.WriteString("path", workspace.Relative(segment.FilePath));
            writer.WriteNumber("start", segment.TemplateSpan.Start);
            writer.WriteNumber("end", segment.TemplateSpan.End);
            writer.WriteString("variable", segment.Variable);
            writer.WriteString("variable_path", segment.VariablePath);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
