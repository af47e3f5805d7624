using System.Text;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Templates;

namespace PromptLsp.Ide.Hover;

/// <summary>On a variable, its member or its declaration: what it holds and what it costs.</summary>
internal static class VariableHover
{
    /// <summary>The hover; null where the place is on no variable.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset)
    {
        var definition = analysis.Prompt.Definition;
        if (definition.Inputs.FirstOrDefault(input => input.NameSpan.Touches(offset)) is { } declared)
        {
            return new HoverInfo(declared.NameSpan, Describe(analysis, declared));
        }

        if (definition.Contexts.FirstOrDefault(context => context.NameSpan.Touches(offset)) is { } declaredContext)
        {
            return new HoverInfo(declaredContext.NameSpan, Describe(analysis, declaredContext));
        }

        return VariableAtCaret.Find(analysis, offset) is { } variable && Describe(analysis, variable, offset) is { } text
            ? new HoverInfo(variable.Span, text)
            : null;
    }

    private static string? Describe(PromptAnalysis analysis, VariableAtCaret variable, int offset)
    {
        if (variable.Member is { } member)
        {
            return TemplateMembers.Of(analysis, variable.Chain, offset).FirstOrDefault(found => found.Name == member) is { } known
                ? $"{MarkdownText.Code(member)}{(known.Type.Length > 0 ? ": " + known.Type : "")}\n\n{known.Documentation}"
                : null;
        }

        var definition = analysis.Prompt.Definition;
        return variable.Kind switch
        {
            VariableKind.Input when definition.FindInput(variable.Name) is { } input => Describe(analysis, input),
            VariableKind.Context when definition.FindContext(variable.Name) is { } context => Describe(analysis, context),
            VariableKind.Local => DescribeLocal(analysis, variable, offset),
            _ => null,
        };
    }

    private static string DescribeLocal(PromptAnalysis analysis, VariableAtCaret variable, int offset)
    {
        var found = TemplateVariables.At(analysis, offset).FirstOrDefault(known => known.Name == variable.Name);
        var text = $"{MarkdownText.Code(variable.Name)}: variable of the template";
        if (found?.LoopsOver is { } over)
        {
            text = $"{MarkdownText.Code(variable.Name)}: each of {MarkdownText.Code(over)}";
        }

        return found?.Root is { } root ? $"{text}\n\nFrom {(analysis.Prompt.Definition.FindContext(root) is null ? "the input" : "the context")} {MarkdownText.Code(root)}." : text;
    }

    private static string Describe(PromptAnalysis analysis, InputDeclaration input)
    {
        var text = new StringBuilder($"{MarkdownText.Code(input.Name)}: {input.Type.ToWord()}");
        text.Append(input.IsRequired ? ", required" : "").Append(input.IsUntrusted ? ", untrusted" : "");
        if (input.Description is { } description)
        {
            text.Append("\n\n").Append(MarkdownText.Escape(description));
        }

        text.Append('\n');
        if (!input.Enum.IsEmpty)
        {
            Row(text, "One of", string.Join(", ", input.Enum.Select(allowed => MarkdownText.Code(allowed.ToString()))));
        }

        Value(text, "Default", input.Default, analysis);
        Value(text, "Sample", input.Sample, analysis);
        if (input.MaxTokens is { } limit)
        {
            Row(text, "At most", FigureText.Tokens(limit));
        }

        return text.Append(InPrompt(analysis, input.Name)).ToString().TrimEnd();
    }

    private static string Describe(PromptAnalysis analysis, ContextDeclaration context)
    {
        var text = new StringBuilder($"{MarkdownText.Code(context.Name)}: passages of the index {MarkdownText.Code(context.Index)}\n");
        if (context.Query.Length > 0)
        {
            Row(text, "Query", MarkdownText.Code(context.Query));
        }

        Row(text, "At most", $"{FigureText.Number(context.TopK)} {(context.TopK == 1 ? "passage" : "passages")}{(context.MaxTokens is { } limit ? ", " + FigureText.Tokens(limit) : "")}");
        if (analysis.Snapshot.Configuration.Indexes.GetValueOrDefault(context.Index) is { } index)
        {
            Row(text, "Documents", string.Join(", ", index.Include.Select(MarkdownText.Code)));
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append($"\n- {name}: {value}");

    private static void Value(StringBuilder text, string name, JsonElement? value, PromptAnalysis analysis)
    {
        if (value is { } given)
        {
            var written = given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText();
            var tokens = analysis.TokenCounter is { } counter ? $" ({FigureText.Tokens(counter.Count(written))})" : "";
            Row(text, name, MarkdownText.Code(written) + tokens);
        }
    }

    /// <summary>What the variable gives in the whole preview.</summary>
    private static string InPrompt(PromptAnalysis analysis, string name) =>
        PromptFigures.Of(analysis) is { } figures && figures.Report.Variables.FirstOrDefault(variable => variable.Name == name) is { } found
            ? $"\n- In the prompt: {FigureText.Tokens(found.Tokens, figures.IsExact)} of {FigureText.Number(figures.Report.Total)}"
            : "";
}
