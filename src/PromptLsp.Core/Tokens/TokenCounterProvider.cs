using System.Collections.Concurrent;
using PromptLsp.Core.Tokens.Bpe;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// The published encodings of OpenAI's models. The vocabularies of o200k_base and cl100k_base are compiled into the program and ready at once; those of the others
/// are read from a user's files when first asked for (some tens of milliseconds). What was opened is kept. Safe for concurrent callers; one instance serves a process.
/// </summary>
/// <param name="openVocabulary">
/// Opens the published vocabulary of an encoding that is not built in (see <see cref="TokenListFile"/>), or gives null where there is none. Called again until it is found.
/// </param>
public sealed class TokenCounterProvider(Func<string, Stream?> openVocabulary) : ITokenCounterProvider
{
    /// <summary>Of the models since gpt-4o, the o-series and the gpt-4.1 and gpt-5 families.</summary>
    public const string O200kBase = "o200k_base";

    /// <summary>Of the open-weight gpt-oss models: <see cref="O200kBase"/> with more special tokens.</summary>
    public const string O200kHarmony = "o200k_harmony";

    /// <summary>Of gpt-4, gpt-4-turbo and gpt-3.5-turbo.</summary>
    public const string Cl100kBase = "cl100k_base";

    private static readonly string[] _builtIn = [O200kBase, Cl100kBase];

    private readonly ConcurrentDictionary<string, Lazy<ITokenCounter>> _counters = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<BpeVocabulary>> _vocabularies = new(StringComparer.Ordinal);

    /// <summary>Those that are built in, and no others.</summary>
    public TokenCounterProvider()
        : this(_ => null)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [.. PublishedEncoding.All.Where(encoding => _builtIn.Contains(encoding.Vocabulary)).Select(encoding => encoding.Name)];

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The vocabulary is there, but is none; the message says where it is wrong.</exception>
    public ITokenCounter? Find(string name)
    {
        if (_counters.TryGetValue(name, out var known))
        {
            return known.Value;
        }

        return PublishedEncoding.All.FirstOrDefault(encoding => encoding.Name == name) is { } encoding && FindVocabulary(encoding.Vocabulary) is { } vocabulary
            ? _counters.GetOrAdd(name, new Lazy<ITokenCounter>(() => new BpeTokenCounter(name, vocabulary, encoding.Lexer, encoding.SpecialTokens))).Value
            : null;
    }

    private BpeVocabulary? FindVocabulary(string name)
    {
        if (_vocabularies.TryGetValue(name, out var known))
        {
            return known.Value;
        }

        if (_builtIn.Contains(name))
        {
            return _vocabularies.GetOrAdd(name, new Lazy<BpeVocabulary>(() => OpenBuiltIn(name))).Value;
        }

        using var file = openVocabulary(name);
        return file is null ? null : _vocabularies.GetOrAdd(name, new Lazy<BpeVocabulary>(Compile(name, file))).Value;
    }

    /// <summary>A resource lies in the program's image, which the system maps: nothing is read or copied, and pages that are never asked for take no memory.</summary>
    private static BpeVocabulary OpenBuiltIn(string name)
    {
        using var resource = typeof(TokenCounterProvider).Assembly.GetManifestResourceStream($"PromptLsp.Core.Tokens.{name}.bin");
        return resource is UnmanagedMemoryStream image
            ? BpeVocabulary.Open(image)
            : throw new InvalidOperationException($"The vocabulary {name} is missing from this installation. Install the program again.");
    }

    private static BpeVocabulary Compile(string name, Stream file)
    {
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        try
        {
            return BpeVocabulary.Open(VocabularyBuilder.Build(TokenListFile.Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length))));
        }
        catch (InvalidDataException failure)
        {
            throw new InvalidDataException($"The vocabulary of {name} cannot be used. {failure.Message}", failure);
        }
    }
}
