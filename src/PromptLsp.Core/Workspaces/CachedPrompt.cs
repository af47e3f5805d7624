using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Workspaces;

/// <summary>The newest tree of a path, and what its versions leave to each other; shared by all snapshots. Safe for concurrent callers.</summary>
internal sealed class CachedPrompt
{
    private volatile PromptDocument? _prompt;

    /// <summary>What a version leaves to the next one.</summary>
    public PromptMemory Memory { get; } = new();

    /// <summary>The prompt with this text: the newest one where the text is the same.</summary>
    public PromptDocument Get(string path, SourceText text)
    {
        if (_prompt is { } known && (ReferenceEquals(known.Source, text) || known.Source.Text == text.Text))
        {
            return known;
        }

        return _prompt = PromptDocument.Parse(path, text);
    }
}
