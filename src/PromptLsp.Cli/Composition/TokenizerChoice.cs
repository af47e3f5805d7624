using System.Collections.Concurrent;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Cli.Composition;

/// <summary>The tokenizer that a command line names: a published encoding, a local model's, or that of a file or folder.</summary>
/// <param name="Counter">It as a counter.</param>
/// <param name="Tokenizer">Itself, where it is a Hugging Face tokenizer.</param>
internal sealed record TokenizerChoice(ITokenCounter Counter, HuggingFaceTokenizer? Tokenizer)
{
    private static readonly TokenCounterProvider _published = new();
    private static readonly ConcurrentDictionary<string, TokenizerChoice> _files = new(StringComparer.Ordinal);

    /// <summary>What <c>--help</c> says.</summary>
    public const string Help = "o200k_base, cl100k_base, a local model's name, or a tokenizer's file or folder (tokenizer.json, *.model, vocab.txt, vocab.json).";

    /// <summary>Finds it. A text with a slash, or one that ends like a tokenizer's file, is a path; anything else is a name.</summary>
    /// <exception cref="CliException">There is none.</exception>
    /// <exception cref="ModelLoadException">It cannot be read.</exception>
    public static TokenizerChoice Find(string name)
    {
        if (IsPath(name))
        {
            return Path.Exists(name) ? _files.GetOrAdd(name, path => Of(path, HuggingFaceTokenizer.Load(path))) : throw new CliException(ExitCode.Usage, $"{name}: there is no such file.");
        }

        if (_published.Find(name) is { } published)
        {
            return new TokenizerChoice(published, null);
        }

        return LocalTokenCounterProvider.FindTokenizer(ModelLocator.Default, name) is { } local ? Of(name, local) : throw new CliException(
            ExitCode.Usage, $"there is no tokenizer `{name}`. There are {string.Join(", ", [.. _published.Names, .. ModelLocator.Default.ListNames().Select(model => model.Id)])}; a path needs a slash.");
    }

    /// <summary>True where a text is a path.</summary>
    public static bool IsPath(string name) =>
        name.AsSpan().IndexOfAny('/', '\\') >= 0 || name.StartsWith('.') || Path.IsPathRooted(name) || new[] { ".json", ".model", ".txt" }.Any(end => name.EndsWith(end, StringComparison.Ordinal));

    private static TokenizerChoice Of(string name, HuggingFaceTokenizer tokenizer) => new(new HuggingFaceTokenCounter(name, tokenizer), tokenizer);
}
