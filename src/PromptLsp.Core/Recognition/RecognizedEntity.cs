namespace PromptLsp.Core.Recognition;

/// <summary>Something that was found in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Detail">More about it, such as the provider of a key or the network of a card; empty where there is nothing more.</param>
/// <param name="IsExample">True for values that are reserved for documentation: <c>example.com</c>, 192.0.2.1, the card numbers of tests.</param>
public readonly record struct RecognizedEntity(EntityKind Kind, int Start, int End, string Detail, bool IsExample = false)
{
    /// <summary>Number of UTF-16 code units.</summary>
    public int Length => End - Start;
}
