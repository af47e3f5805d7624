using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>One pre-tokenizer after the other.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> parts) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces)
    {
        foreach (var part in parts)
        {
            part.Apply(pieces);
        }
    }
}
