namespace PromptLsp.Models.Tokenization;

/// <summary>What a <c>tokenizer.json</c> says.</summary>
/// <param name="Vocabulary">The pieces.</param>
/// <param name="SpecialTokens">Literals that stand for a number whatever is around them.</param>
/// <param name="UnknownId">Number of <c>[UNK]</c>.</param>
/// <param name="PaddingId">Number of <c>[PAD]</c>.</param>
/// <param name="MaxWordLength">Words of more code points are unknown.</param>
/// <param name="Before">Numbers in front of a text.</param>
/// <param name="After">Numbers behind a text.</param>
internal sealed record WordPieceModel(
    WordPieceVocabulary Vocabulary,
    IReadOnlyList<KeyValuePair<string, int>> SpecialTokens,
    int UnknownId,
    int PaddingId,
    int MaxWordLength,
    int[] Before,
    int[] After);
