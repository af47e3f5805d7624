using System.Collections.Concurrent;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization;

/// <summary>The tokenizers of the local models, by the models' names. Each is loaded at its first use and kept. Safe for concurrent callers.</summary>
/// <param name="locator">Where the models are.</param>
public sealed class LocalTokenCounterProvider(ModelLocator locator) : ITokenCounterProvider
{
    private readonly ConcurrentDictionary<string, ITokenCounter> _counters = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. locator.ListNames().Select(model => model.Id)];

    /// <inheritdoc/>
    /// <exception cref="ModelLoadException">The model is there, but its tokenizer cannot be read.</exception>
    public ITokenCounter? Find(string name)
    {
        if (_counters.TryGetValue(name, out var known))
        {
            return known;
        }

        return locator.FindByName(name) is { } folder ? _counters.GetOrAdd(name, Load(folder)) : null;
    }

    /// <summary>The tokenizer of a local model, or null where there is none of that name.</summary>
    /// <param name="locator">Where the models are.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ModelLoadException">The model is there, but its tokenizer cannot be read.</exception>
    public static HuggingFaceTokenizer? FindTokenizer(ModelLocator locator, string name) =>
        locator.FindByName(name) is { } path ? HuggingFaceTokenizer.Load(TokenizerPath(path)) : null;

    private static HuggingFaceTokenCounter Load(string path) => HuggingFaceTokenCounter.Load(Path.GetFileName(path), TokenizerPath(path));

    private static string TokenizerPath(string path)
    {
        var folder = ModelFolder.Open(path);
        ModelFiles.VerifyTokenizer(folder);
        return folder.TokenizerPath;
    }
}
