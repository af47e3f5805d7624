namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>A run of tokens on its way to an encoding, with the overflowing parts that truncation cut from it.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Overflowing">The other parts.</param>
internal sealed record EncodingPart(IReadOnlyList<EncodedToken> Tokens, IReadOnlyList<EncodingPart> Overflowing)
{
    /// <summary>Nothing.</summary>
    public static EncodingPart Empty { get; } = new([], []);

    /// <summary>Tokens without overflow.</summary>
    public static EncodingPart Of(IReadOnlyList<EncodedToken> tokens) => new(tokens, []);

    /// <summary>The same with each token changed, overflowing ones too.</summary>
    public EncodingPart Select(Func<EncodedToken, EncodedToken> change) =>
        new([.. Tokens.Select(change)], [.. Overflowing.Select(part => part.Select(change))]);

    /// <summary>
    /// One part behind the other. Their overflow is combined as the reference combines it: each of the first with the second and with each of its
    /// overflow, then the first with each overflow of the second.
    /// </summary>
    public EncodingPart Then(EncodingPart second)
    {
        var overflowing = new List<EncodingPart>();
        foreach (var own in Overflowing)
        {
            overflowing.Add(Of([.. own.Tokens, .. second.Tokens]));
            overflowing.AddRange(second.Overflowing.Select(other => Of([.. own.Tokens, .. other.Tokens])));
        }

        overflowing.AddRange(second.Overflowing.Select(other => Of([.. Tokens, .. other.Tokens])));
        return new EncodingPart([.. Tokens, .. second.Tokens], overflowing);
    }

    /// <summary>The finished encoding.</summary>
    public TokenizerEncoding ToEncoding() => new(Tokens, [.. Overflowing.Select(part => part.ToEncoding())]);
}
