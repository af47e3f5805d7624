using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Hover;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of keys and values in front matters, suites and the configuration.</summary>
internal static class YamlCompletion
{
    /// <summary>The completions at a place of a YAML text.</summary>
    public static ImmutableArray<CompletionItem> Complete(WorkspaceSnapshot snapshot, string path, YamlDocument document, int offset)
    {
        if (YamlCaret.At(document.Source, document.Start, offset) is not { } caret || document.Schema.Find(caret.Path) is not { } schema)
        {
            return [];
        }

        var keys = caret.CanBeKey ? Keys(document, caret, schema) : [];
        var values = caret.CanBeValue || (caret.CanBeKey && !schema.IsMapping) ? YamlValueCompletion.Complete(snapshot, path, caret, schema) : [];
        var own = caret.CanBeKey && schema.OwnKeys is not null ? SuiteVariables.Complete(snapshot, path, document, caret) : [];
        return [.. keys, .. values, .. own];
    }

    /// <summary>The keys that are not there yet.</summary>
    private static IEnumerable<CompletionItem> Keys(YamlDocument document, YamlCaret caret, YamlSchema schema)
    {
        var present = Present(document, caret);
        var colon = HasColon(document.Source.Text, caret.Word) ? "" : ":";
        for (var i = 0; i < schema.Keys.Length; i++)
        {
            var key = schema.Keys[i];
            if (!present.Contains(key.Name))
            {
                var space = colon.Length > 0 && !(key.Value.IsMapping && key.Value.Source == YamlValueSource.None) ? " " : "";
                yield return new CompletionItem(key.Name, CompletionKind.Key, new TextEdit(caret.Word, key.Name + colon + space))
                {
                    Detail = key.Value.Type,
                    Documentation = YamlHover.Describe(key),
                    SortText = $"{i:D3}",
                    AsksAgain = space.Length > 0 && (key.Value.Words.Length > 0 || key.Value.Source != YamlValueSource.None),
                };
            }
        }
    }

    /// <summary>The keys of the mapping, that under the caret left out.</summary>
    public static HashSet<string> Present(YamlDocument document, YamlCaret caret) =>
        document.Find(caret.Path) is YamlMapping mapping
            ? [.. mapping.Entries.Where(entry => !entry.Key.Span.Overlaps(caret.Word) || caret.Word.IsEmpty).Select(entry => entry.Key.Value)]
            : [];

    /// <summary>True where the word is a key already.</summary>
    public static bool HasColon(string text, TextSpan word)
    {
        var position = word.End;
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }

        return position < text.Length && text[position] == ':';
    }
}
