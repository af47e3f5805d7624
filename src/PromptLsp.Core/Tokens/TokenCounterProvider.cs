using PromptLsp.Core.Tokens.Bpe;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// The published encodings of OpenAI's models. A vocabulary is read when it is first asked for (some tens of milliseconds, five megabytes)
/// and kept. Safe for concurrent callers; one instance serves a process.
/// </summary>
public sealed class TokenCounterProvider : ITokenCounterProvider
{
    /// <summary>Of the models since gpt-4o, the o-series and the gpt-4.1 and gpt-5 families.</summary>
    public const string O200kBase = "o200k_base";

    /// <summary>Of gpt-4, gpt-4-turbo and gpt-3.5-turbo.</summary>
    public const string Cl100kBase = "cl100k_base";

    private readonly Lazy<ITokenCounter> _o200k = new(LoadO200k);
    private readonly Lazy<ITokenCounter> _cl100k = new(LoadCl100k);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [O200kBase, Cl100kBase];

    /// <inheritdoc/>
    public ITokenCounter? Find(string name) => name switch
    {
        O200kBase => _o200k.Value,
        Cl100kBase => _cl100k.Value,
        _ => null,
    };

    private static BpeTokenCounter LoadO200k()
    {
        // The name is a constant so that trimming and ahead-of-time compilation see and keep the type, and with it its assembly's resource.
        using var data = Open(Type.GetType("Microsoft.ML.Tokenizers.O200kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.O200kBase"), "o200k_base.tiktoken.deflate");
        var special = new Dictionary<int, string> { [199999] = "<|endoftext|>", [200018] = "<|endofprompt|>" };
        return new BpeTokenCounter(O200kBase, Load(data), new O200kLexer(), special);
    }

    private static BpeTokenCounter LoadCl100k()
    {
        using var data = Open(Type.GetType("Microsoft.ML.Tokenizers.Cl100kBaseTokenizerData, Microsoft.ML.Tokenizers.Data.Cl100kBase"), "cl100k_base.tiktoken.deflate");
        var special = new Dictionary<int, string>
        {
            [100257] = "<|endoftext|>",
            [100258] = "<|fim_prefix|>",
            [100259] = "<|fim_middle|>",
            [100260] = "<|fim_suffix|>",
            [100276] = "<|endofprompt|>",
        };
        return new BpeTokenCounter(Cl100kBase, Load(data), new Cl100kLexer(), special);
    }

    /// <summary>
    /// Reading leaves twice the vocabulary's size behind, once in the life of a process. A language server sits in the background all day:
    /// the memory goes back at once instead of at some later collection.
    /// </summary>
    private static BpeVocabulary Load(Stream data)
    {
        var vocabulary = BpeVocabulary.Load(data);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return vocabulary;
    }

    private static Stream Open(Type? anchor, string resource) =>
        anchor?.Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The vocabulary {resource} is missing from this installation. Install the program again.");
}
