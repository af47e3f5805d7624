using System.Text;
using PromptLsp.Core.Catalogue;

namespace PromptLsp.Ide.Figures;

/// <summary>What is known of a model, for people.</summary>
internal static class ModelText
{
    /// <summary>Its figures in Markdown, with their date and source.</summary>
    public static string Describe(ModelInfo model)
    {
        var text = new StringBuilder($"**{MarkdownText.Escape(model.Id)}**\n");
        Row(text, "Context window", model.ContextWindow is { } window ? FigureText.Tokens(window) : "unknown");
        Row(text, "Greatest answer", model.MaxOutputTokens is { } output ? FigureText.Tokens(output) : "unknown");
        Row(text, "Tokenizer", model.Tokenizer is { } tokenizer ? MarkdownText.Code(tokenizer) : "not published: nothing is counted");
        if (Prices(model) is { Length: > 0 } prices)
        {
            Row(text, "A million tokens", prices);
        }

        if (model.Source is { } source)
        {
            text.Append($"\n{(model.AsOf is { } day ? $"As of {MarkdownText.Escape(day)}: " : "From ")}{Link(source)}");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append($"\n- {name}: {value}");

    private static string Prices(ModelInfo model)
    {
        var parts = new List<string>();
        Add(parts, model.InputPrice, "in");
        Add(parts, model.CachedInputPrice, "in from cache");
        Add(parts, model.OutputPrice, "out");
        return string.Join(", ", parts);
    }

    private static void Add(List<string> parts, double? price, string what)
    {
        if (price is { } value)
        {
            parts.Add($"{MarkdownText.Escape(FigureText.Dollars(value))} {what}");
        }
    }

    /// <summary>An address can be opened; anything else is text.</summary>
    private static string Link(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") ? $"<{address.AbsoluteUri}>" : MarkdownText.Escape(source);
}
