using PromptLsp.Core.Configuration;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Catalogue;

/// <summary>Reads one entry under <c>models:</c>, of the catalogue or of a workspace's configuration.</summary>
internal static class ModelEntryReader
{
    private const int MaxTokens = 1_000_000_000;
    private const double MaxPrice = 1_000_000;

    private static readonly string[] _keys =
    [
        "context_window", "max_output_tokens", "tokenizer", "input_price", "cached_input_price", "output_price",
        "tokens_per_message", "tokens_per_request", "as_of", "source",
    ];

    private static readonly string[] _tokenizers = [TokenCounterProvider.O200kBase, TokenCounterProvider.Cl100kBase];

    /// <summary>The entry's figures over those of <paramref name="known"/>; null where the entry cannot be used at all.</summary>
    public static ModelInfo? Read(YamlEntry entry, ModelInfo known, ICollection<Diagnostic> diagnostics)
    {
        var id = entry.Key.Value;
        if (!IsId(id))
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, entry.Key.Span,
                $"'{id}' is no model id. Write 'provider/model', such as openai/gpt-4o-mini."));
            return null;
        }

        if (entry.Value is not YamlMapping mapping)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, entry.Key.Span,
                $"The model '{id}' needs a mapping of its figures, not {YamlValues.Describe(entry.Value)}."));
            return null;
        }

        var reader = new YamlMappingReader(mapping, _keys, diagnostics, $"model '{id}'");
        var model = known with
        {
            ContextWindow = reader.Integer("context_window", 1, MaxTokens) ?? known.ContextWindow,
            MaxOutputTokens = reader.Integer("max_output_tokens", 1, MaxTokens) ?? known.MaxOutputTokens,
            Tokenizer = Tokenizer(reader) ?? known.Tokenizer,
            InputPrice = reader.Number("input_price", 0, MaxPrice) ?? known.InputPrice,
            CachedInputPrice = reader.Number("cached_input_price", 0, MaxPrice) ?? known.CachedInputPrice,
            OutputPrice = reader.Number("output_price", 0, MaxPrice) ?? known.OutputPrice,
            TokensPerMessage = reader.Integer("tokens_per_message", 0, 1000) ?? known.TokensPerMessage,
            TokensPerRequest = reader.Integer("tokens_per_request", 0, 1000) ?? known.TokensPerRequest,
            AsOf = reader.Text("as_of") ?? known.AsOf,
            Source = reader.Text("source") ?? known.Source,
        };

        if (model.MaxOutputTokens > model.ContextWindow && reader.Node("max_output_tokens") is { } node)
        {
            reader.ReportInvalid(node, $"The greatest answer of '{id}' ({model.MaxOutputTokens} tokens) does not fit its context window ({model.ContextWindow}).");
        }

        return model;
    }

    /// <summary>True for <c>provider/model</c> without white space.</summary>
    public static bool IsId(string id)
    {
        var slash = id.IndexOf('/');
        return slash > 0 && slash < id.Length - 1 && !id.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
    }

    private static string? Tokenizer(YamlMappingReader reader)
    {
        if (reader.Text("tokenizer") is not { } name)
        {
            return null;
        }

        if (_tokenizers.Contains(name))
        {
            return name;
        }

        var isFile = name.EndsWith(".json", StringComparison.Ordinal) || name.EndsWith(".model", StringComparison.Ordinal);
        if (isFile && WorkspacePath.StaysInside(name))
        {
            return name;
        }

        var advice = isFile ? "The file must lie in the workspace: write its path relative to the workspace root."
            : EditDistance.Closest(name, _tokenizers) is { } near ? $"Did you mean '{near.Word}'?"
            : $"Known are {string.Join(" and ", _tokenizers)}, and paths of tokenizer.json files.";
        reader.ReportInvalid(reader.Node("tokenizer")!, $"There is no tokenizer '{name}'. {advice}");
        return null;
    }
}
