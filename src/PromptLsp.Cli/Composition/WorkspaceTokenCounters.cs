using System.Collections.Concurrent;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;
using PromptLsp.Storage.Files;

namespace PromptLsp.Cli.Composition;

/// <summary>
/// The tokenizers in files of one workspace, by the paths that its configuration names (<c>models: { vllm/mine: { tokenizer: ./tokenizer.json } }</c>). Nothing
/// outside the workspace is read. Each is kept until its file changes. Safe for concurrent callers.
/// </summary>
internal sealed class WorkspaceTokenCounters(PhysicalWorkspaceFiles files) : ITokenCounterProvider
{
    private readonly ConcurrentDictionary<string, (DateTime Written, ITokenCounter Counter)> _counters = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [];

    /// <inheritdoc/>
    /// <remarks>Null for a file that is no tokenizer, too: an editor goes on without counts, and <c>count</c> says why by <see cref="Load"/>.</remarks>
    public ITokenCounter? Find(string name)
    {
        try
        {
            return Load(name);
        }
        catch (ModelLoadException)
        {
            return null;
        }
    }

    /// <summary>The tokenizer at a path, or null where there is none in the workspace.</summary>
    /// <exception cref="ModelLoadException">The file is there, but cannot be read as a tokenizer.</exception>
    public ITokenCounter? Load(string name)
    {
        if (!TokenizerChoice.IsPath(name) || files.RealPathInside(name) is not { } path || !File.Exists(path))
        {
            return null;
        }

        var written = File.GetLastWriteTimeUtc(path);
        if (!_counters.TryGetValue(path, out var known) || known.Written != written)
        {
            known = (written, HuggingFaceTokenCounter.Load(name, path));
            _counters[path] = known;
        }

        return known.Counter;
    }
}
