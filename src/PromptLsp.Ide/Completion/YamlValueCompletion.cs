using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of values in YAML: fixed words, models, indexes, files.</summary>
internal static class YamlValueCompletion
{
    private static readonly string[] _dataFiles = ["**/*.json", "**/*.yaml", "**/*.yml"];
    private static readonly string[] _rowFiles = ["**/*.csv", "**/*.jsonl", "**/*.yaml"];

    /// <summary>The values that can stand at a place.</summary>
    public static IEnumerable<CompletionItem> Complete(WorkspaceSnapshot snapshot, string path, YamlCaret caret, YamlSchema schema)
    {
        var words = schema.Words.Select((word, index) => new CompletionItem(word, CompletionKind.Value, new TextEdit(caret.Word, word)) { SortText = $"{index:D3}" });
        return words.Concat(schema.Source switch
        {
            YamlValueSource.Models => Models(snapshot, caret),
            YamlValueSource.Indexes => snapshot.Configuration.Indexes.Values.OrderBy(index => index.Name, StringComparer.Ordinal).Select(index =>
                new CompletionItem(index.Name, CompletionKind.Index, new TextEdit(caret.Word, index.Name)) { Detail = string.Join(", ", index.Include) }),
            YamlValueSource.Tokenizers => snapshot.TokenCounters.Names.Select(name => new CompletionItem(name, CompletionKind.Value, new TextEdit(caret.Word, name))),
            YamlValueSource.PromptFiles => FileCompletion.Complete(snapshot, path, caret.Word, ["**/*.prompt"]),
            YamlValueSource.DataFiles => FileCompletion.Complete(snapshot, path, caret.Word, _dataFiles),
            YamlValueSource.RowFiles => FileCompletion.Complete(snapshot, path, caret.Word, _rowFiles),
            _ => [],
        });
    }

    /// <summary>The models whose id begins with what is typed up to the caret's word; all where none does.</summary>
    private static IEnumerable<CompletionItem> Models(WorkspaceSnapshot snapshot, YamlCaret caret) =>
        snapshot.Catalogue.Models.Select(model => new CompletionItem(model.Id, CompletionKind.Model, new TextEdit(caret.Word, model.Id))
        {
            Detail = Detail(model),
            Documentation = ModelText.Describe(model),
        });

    private static string? Detail(ModelInfo model) => model.ContextWindow is { } window ? FigureText.Tokens(window) : null;
}
