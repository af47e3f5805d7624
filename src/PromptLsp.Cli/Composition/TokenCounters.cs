using PromptLsp.Core.Tokens;

namespace PromptLsp.Cli.Composition;

/// <summary>The tokenizers of language models and those of the local models, in one list.</summary>
internal sealed class TokenCounters(params ITokenCounterProvider[] providers) : ITokenCounterProvider
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. providers.SelectMany(provider => provider.Names)];

    /// <inheritdoc/>
    public ITokenCounter? Find(string name) => providers.Select(provider => provider.Find(name)).FirstOrDefault(found => found is not null);
}
