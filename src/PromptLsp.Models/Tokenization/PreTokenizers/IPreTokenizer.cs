using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts a normalized text into the pieces that the model sees one by one. Immutable; safe for concurrent callers.</summary>
internal interface IPreTokenizer
{
    /// <summary>Cuts the pieces further.</summary>
    void Apply(PieceList pieces);
}
