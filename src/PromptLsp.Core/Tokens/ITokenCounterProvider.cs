namespace PromptLsp.Core.Tokens;

/// <summary>Finds tokenizers by name. Safe for concurrent callers.</summary>
public interface ITokenCounterProvider
{
    /// <summary>The tokenizer called <paramref name="name"/>, or null where there is none of that name.</summary>
    ITokenCounter? Find(string name);

    /// <summary>The names that <see cref="Find"/> knows.</summary>
    IReadOnlyList<string> Names { get; }
}
