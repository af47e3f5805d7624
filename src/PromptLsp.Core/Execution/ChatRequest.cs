using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tools;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Execution;

/// <summary>Makes the request of a rendered prompt. Messages are built from its segments: nothing in them is parsed again.</summary>
internal static class ChatRequest
{
    /// <summary>The messages, one for one.</summary>
    public static List<ChatMessage> Messages(RenderedPrompt prompt) =>
        [.. prompt.Messages.Select(message => new ChatMessage(new ChatRole(message.Role.ToWord()), message.Text))];

    /// <summary>The settings that the prompt names; what it does not name is not sent.</summary>
    /// <param name="definition">The prompt's front matter.</param>
    /// <param name="schema">The schema of the answer, where the prompt has one.</param>
    /// <param name="tools">Declared to the model, and called by nobody here.</param>
    public static ChatOptions Options(PromptDefinition definition, JsonElement? schema, IReadOnlyCollection<ToolDefinition> tools)
    {
        var model = definition.Model;
        var options = new ChatOptions
        {
            MaxOutputTokens = model.MaxOutputTokens,
            Temperature = (float?)model.Temperature,
            TopP = (float?)model.TopP,
            Seed = model.Seed,
            FrequencyPenalty = (float?)model.FrequencyPenalty,
            PresencePenalty = (float?)model.PresencePenalty,
            StopSequences = model.Stop.IsEmpty ? null : [.. model.Stop],
            ResponseFormat = Format(definition, schema),
            Tools = tools.Count == 0 ? null : [.. tools.Select(tool => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Parameters))],
        };
        AddProperty(options, RequestOptionKeys.ReasoningEffort, model.ReasoningEffort);
        AddProperty(options, RequestOptionKeys.Extra, model.Extra);
        return options;
    }

    private static ChatResponseFormat? Format(PromptDefinition definition, JsonElement? schema)
    {
        if (definition.Output is not { IsJson: true })
        {
            return null;
        }

        return schema is { } element ? ChatResponseFormat.ForJsonSchema(element, SchemaName(definition.Name)) : ChatResponseFormat.Json;
    }

    /// <summary>A name as providers allow it: letters, digits, underscore and hyphen, 64 at most.</summary>
    private static string SchemaName(string? name)
    {
        var allowed = string.Concat((name ?? "").Where(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-').Take(64));
        return allowed.Length == 0 ? "answer" : allowed;
    }

    private static void AddProperty(ChatOptions options, string key, object? value)
    {
        if (value is not null)
        {
            (options.AdditionalProperties ??= [])[key] = value;
        }
    }
}
