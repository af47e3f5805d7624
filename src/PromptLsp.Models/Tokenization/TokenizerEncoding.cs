namespace PromptLsp.Models.Tokenization;

/// <summary>An encoded text, or pair of texts. Nothing is padded: each token is one that a model attends to.</summary>
/// <param name="Tokens">The tokens in order.</param>
/// <param name="Overflowing">The further parts of what was cut, in the order of the reference; empty where nothing was.</param>
public sealed record TokenizerEncoding(IReadOnlyList<EncodedToken> Tokens, IReadOnlyList<TokenizerEncoding> Overflowing)
{
    /// <summary>The numbers of the tokens.</summary>
    public int[] Ids
    {
        get
        {
            var ids = new int[Tokens.Count];
            for (var index = 0; index < ids.Length; index++)
            {
                ids[index] = Tokens[index].Id;
            }

            return ids;
        }
    }
}
