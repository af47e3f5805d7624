using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.PostProcessors;
using PromptLsp.Models.Tokenization.Reading;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization;

/// <summary>What the fast path of uncased BERT models needs.</summary>
/// <param name="Vocabulary">The pieces.</param>
/// <param name="SpecialTokens">Literals that stand for a number whatever is around them.</param>
/// <param name="UnknownId">Number of <c>[UNK]</c>.</param>
/// <param name="PaddingId">Number of <c>[PAD]</c>, 0 where there is none.</param>
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
    int[] After)
{
    /// <summary>The model of a pipeline, or null where the fast path would do something else.</summary>
    public static WordPieceModel? From(TokenizerPipeline pipeline)
    {
        var isPlain = pipeline.Added.Tokens.All(token => token is { IsSpecial: true, IsNormalized: false, IsSingleWord: false, StripsLeft: false, StripsRight: false });
        if (!pipeline.IsUncasedBert || !isPlain || pipeline.Model is not WordPieceSubwords model)
        {
            return null;
        }

        var (before, after) = Around(pipeline.PostProcessor);
        return new WordPieceModel(
            model.Vocabulary,
            [.. pipeline.Added.Tokens.Select(token => KeyValuePair.Create(token.Content, token.Id))],
            model.UnknownId,
            Math.Max(0, pipeline.Added.Find("[PAD]")?.Id ?? model.IdOf("[PAD]")),
            model.MaxWordLength,
            before,
            after);
    }

    /// <summary>The same, where anything else cannot be used.</summary>
    /// <exception cref="ModelFormatException">It is of another kind.</exception>
    public static WordPieceModel Require(TokenizerPipeline pipeline, string file) => From(pipeline) ?? throw new ModelFormatException(
        file, $"{file}: not the tokenizer of an uncased BERT model (WordPiece, BertNormalizer that lowers case, BertPreTokenizer): embedding models of other kinds are not supported.");

    /// <summary>The numbers that a post-processor puts before and behind one text.</summary>
    private static (int[] Before, int[] After) Around(IPostProcessor? processor)
    {
        var text = EncodingPart.Of([new EncodedToken(-1, "", 0, 0)]);
        int[] ids = [.. processor?.Process([text], addSpecialTokens: true).SelectMany(part => part.Tokens).Select(token => token.Id) ?? []];
        var middle = Array.IndexOf(ids, -1);
        return middle < 0 ? ([], []) : (ids[..middle], ids[(middle + 1)..]);
    }
}
