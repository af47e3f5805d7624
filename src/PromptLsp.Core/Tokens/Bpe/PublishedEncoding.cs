namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>What tiktoken publishes of an encoding besides its vocabulary (<c>tiktoken_ext/openai_public.py</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Vocabulary">The vocabulary it uses, by the name of the encoding it was made for.</param>
/// <param name="Lexer">Its pattern.</param>
/// <param name="SpecialTokens">Its special tokens.</param>
internal sealed record PublishedEncoding(string Name, string Vocabulary, TokenLexer Lexer, SpecialTokenSet SpecialTokens)
{
    private static readonly (string, int)[] _ofO200k = [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)];

    private static readonly (string, int)[] _ofHarmony =
    [
        ("<|startoftext|>", 199998), ("<|reserved_200000|>", 200000), ("<|reserved_200001|>", 200001), ("<|return|>", 200002), ("<|constrain|>", 200003),
        ("<|reserved_200004|>", 200004), ("<|channel|>", 200005), ("<|start|>", 200006), ("<|end|>", 200007), ("<|message|>", 200008),
        ("<|reserved_200009|>", 200009), ("<|reserved_200010|>", 200010), ("<|reserved_200011|>", 200011), ("<|call|>", 200012),
    ];

    private static readonly (string, int)[] _ofCl100k =
    [
        ("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259), ("<|fim_suffix|>", 100260), ("<|endofprompt|>", 100276),
    ];

    private static readonly (string, int)[] _ofGpt2 = [("<|endoftext|>", 50256)];

    /// <summary>All that are known.</summary>
    public static IReadOnlyList<PublishedEncoding> All { get; } =
    [
        new(TokenCounterProvider.O200kBase, TokenCounterProvider.O200kBase, new O200kLexer(), new SpecialTokenSet(_ofO200k)),
        new(
            TokenCounterProvider.O200kHarmony,
            TokenCounterProvider.O200kBase,
            new O200kLexer(),
            new SpecialTokenSet([.. _ofO200k, .. _ofHarmony, .. Enumerable.Range(200013, 1075).Select(id => ($"<|reserved_{id}|>", id))])),
        new(TokenCounterProvider.Cl100kBase, TokenCounterProvider.Cl100kBase, new Cl100kLexer(), new SpecialTokenSet(_ofCl100k)),
        new("p50k_base", "p50k_base", new Gpt2Lexer(), new SpecialTokenSet(_ofGpt2)),
        new("r50k_base", "r50k_base", new Gpt2Lexer(), new SpecialTokenSet(_ofGpt2)),
        new("gpt2", "gpt2", new Gpt2Lexer(), new SpecialTokenSet(_ofGpt2)),
    ];
}
