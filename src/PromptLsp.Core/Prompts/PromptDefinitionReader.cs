using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Prompts;

/// <summary>Reads a prompt's front matter. What does not fit becomes a diagnostic; the rest is read all the same.</summary>
public static class PromptDefinitionReader
{
    /// <summary>The keys of the front matter, in the order they are offered.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["name", "description", "model", "template", "inputs", "context", "output", "tools", "budget"];

    /// <summary>The keys of <c>model:</c>.</summary>
    public static IReadOnlyList<string> ModelKeys { get; } =
    [
        "id", "max_output_tokens", "temperature", "top_p", "stop", "seed", "frequency_penalty", "presence_penalty", "reasoning_effort", "extra",
    ];

    /// <summary>The keys of <c>output:</c>.</summary>
    public static IReadOnlyList<string> OutputKeys { get; } = ["format", "schema"];

    /// <summary>The keys of <c>budget:</c>.</summary>
    public static IReadOnlyList<string> BudgetKeys { get; } = ["input_tokens", "truncate"];

    /// <summary>The keys of a <c>context:</c> entry.</summary>
    public static IReadOnlyList<string> ContextKeys { get; } = ["index", "query", "top_k", "max_tokens"];

    /// <summary>The words for <c>template:</c>.</summary>
    public static IReadOnlyList<string> TemplateWords { get; } = ["scriban", "liquid"];

    /// <summary>The words for <c>output.format</c>.</summary>
    public static IReadOnlyList<string> FormatWords { get; } = ["text", "json"];

    /// <summary>Reads the front matter of a tree.</summary>
    public static (PromptDefinition Definition, ImmutableArray<Diagnostic> Diagnostics) Read(PromptSyntaxTree tree)
    {
        if (tree.FrontMatter?.Root is not { } root)
        {
            return (new PromptDefinition(), []);
        }

        var diagnostics = new List<Diagnostic>();
        var reader = new YamlMappingReader(root, [.. Keys], diagnostics, "the front matter");
        reader.Choice("template", [.. TemplateWords]);
        var definition = new PromptDefinition
        {
            Name = reader.Text("name"),
            Description = reader.Text("description"),
            Model = ReadModel(reader, diagnostics),
            Inputs = InputReader.Read(reader, diagnostics),
            Contexts = ReadContexts(reader, diagnostics),
            Output = ReadOutput(reader, diagnostics),
            Tools = ReadTools(reader),
            Budget = ReadBudget(reader, diagnostics),
        };
        return (definition, [.. diagnostics.OrderBy(diagnostic => diagnostic.Span.Start)]);
    }

    private static ModelSettings ReadModel(YamlMappingReader reader, List<Diagnostic> diagnostics)
    {
        if (reader.Node("model") is YamlScalar scalar)
        {
            return new ModelSettings { Id = scalar.Value, IdSpan = scalar.Span };
        }

        if (reader.Map("model") is not { } map)
        {
            return new ModelSettings();
        }

        var model = new YamlMappingReader(map, [.. ModelKeys], diagnostics, "'model'");
        return new ModelSettings
        {
            Id = model.Text("id"),
            IdSpan = model.Node("id")?.Span ?? default,
            MaxOutputTokens = model.Integer("max_output_tokens", min: 1),
            Temperature = model.Number("temperature", 0, 2),
            TopP = model.Number("top_p", 0, 1),
            Stop = model.TextList("stop") ?? [],
            Seed = model.Integer("seed"),
            FrequencyPenalty = model.Number("frequency_penalty", -2, 2),
            PresencePenalty = model.Number("presence_penalty", -2, 2),
            ReasoningEffort = model.Text("reasoning_effort"),
            Extra = model.Map("extra") is { } extra ? YamlValues.ToJson(extra) : null,
        };
    }

    private static ImmutableArray<ContextDeclaration> ReadContexts(YamlMappingReader reader, List<Diagnostic> diagnostics)
    {
        var contexts = ImmutableArray.CreateBuilder<ContextDeclaration>();
        foreach (var entry in reader.Map("context")?.Entries ?? [])
        {
            if (entry.Value is not YamlMapping map)
            {
                reader.ReportInvalid(entry.Value, $"The context '{entry.Key.Value}' must be a mapping with `index` and `query`.");
                continue;
            }

            var context = new YamlMappingReader(map, [.. ContextKeys], diagnostics, $"context '{entry.Key.Value}'");
            context.Require("index");
            context.Require("query");
            contexts.Add(new ContextDeclaration(
                entry.Key.Value,
                context.Text("index") ?? "",
                context.Text("query") ?? "",
                context.Integer("top_k", 1, 200) ?? ContextDeclaration.DefaultTopK,
                context.Integer("max_tokens", min: 1),
                entry.Key.Span,
                entry.Span,
                context.Node("index")?.Span ?? entry.Key.Span,
                context.Node("query")?.Span ?? entry.Key.Span));
        }

        return contexts.ToImmutable();
    }

    private static OutputDeclaration? ReadOutput(YamlMappingReader reader, List<Diagnostic> diagnostics)
    {
        if (reader.Map("output") is not { } map)
        {
            return null;
        }

        var output = new YamlMappingReader(map, [.. OutputKeys], diagnostics, "'output'");
        var isJson = output.Choice("format", [.. FormatWords]) == "json";
        return output.Node("schema") switch
        {
            YamlMapping schema => new OutputDeclaration(isJson, YamlValues.ToJson(schema), null, schema.Span),
            YamlScalar path => new OutputDeclaration(isJson, null, path.Value, path.Span),
            _ => new OutputDeclaration(isJson, null, null, default),
        };
    }

    private static ImmutableArray<FileReference> ReadTools(YamlMappingReader reader) =>
        [.. (reader.List("tools")?.Items ?? []).OfType<YamlScalar>().Select(item => new FileReference(item.Value, item.Span))];

    private static BudgetDeclaration ReadBudget(YamlMappingReader reader, List<Diagnostic> diagnostics)
    {
        if (reader.Map("budget") is not { } map)
        {
            return new BudgetDeclaration();
        }

        var budget = new YamlMappingReader(map, [.. BudgetKeys], diagnostics, "'budget'");
        var policy = budget.Choice("truncate", [.. BudgetDeclaration.PolicyWords]) is { } word
            ? (TruncationPolicy)BudgetDeclaration.PolicyWords.ToList().IndexOf(word)
            : TruncationPolicy.Error;
        return new BudgetDeclaration(budget.Integer("input_tokens", min: 1), policy, budget.Node("input_tokens")?.Span ?? default);
    }
}
