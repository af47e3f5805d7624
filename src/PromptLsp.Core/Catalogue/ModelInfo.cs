namespace PromptLsp.Core.Catalogue;

/// <summary>What is known of a language model.</summary>
/// <param name="Id"><c>provider/model</c>.</param>
public sealed record ModelInfo(string Id)
{
    /// <summary>Tokens of prompt and answer together; null where unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Greatest number of tokens in the answer; null where unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Name of its tokenizer; null where none is published, so that nothing is counted.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>US dollars for a million input tokens.</summary>
    public double? InputPrice { get; init; }

    /// <summary>US dollars for a million input tokens read from the provider's cache.</summary>
    public double? CachedInputPrice { get; init; }

    /// <summary>US dollars for a million output tokens.</summary>
    public double? OutputPrice { get; init; }

    /// <summary>Tokens that each message costs beside its content.</summary>
    public int TokensPerMessage { get; init; }

    /// <summary>Tokens that a request costs beside its messages.</summary>
    public int TokensPerRequest { get; init; }

    /// <summary>The day the figures were read, ISO 8601.</summary>
    public string? AsOf { get; init; }

    /// <summary>Where they stand: the page's address, or the file of the workspace.</summary>
    public string? Source { get; init; }
}
