using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.AddedTokens;
using PromptLsp.Models.Tokenization.Decoders;
using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Subwords;
using System.Text;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>
/// Reads a SentencePiece <c>.model</c> of the kinds Unigram and BPE (Kudo and Richardson 2018; <c>sentencepiece_model.proto</c>): normalization by the
/// compiled map, extra spaces removed, a space in front, spaces written as U+2581, then the whole text is cut at once.
/// </summary>
internal static class SentencePieceReader
{
    private static readonly Rune _mark = new('\u2581');

    /// <summary>Reads.</summary>
    /// <exception cref="ModelFormatException">It is broken or of a kind that is not supported.</exception>
    public static TokenizerPipeline Read(ReadOnlySpan<byte> bytes, string file)
    {
        var facts = SentencePieceFacts.Read(bytes, file);
        var normalizer = new SequenceNormalizer(Steps(facts, file));
        var decoders = new List<ITokenDecoder> { new ByteFallbackDecoder(), new ReplaceDecoder(new Patterns.LiteralPattern(_mark.ToString()), " "), new FuseDecoder() };
        if (facts.AddsDummyPrefix)
        {
            decoders.Add(new StripDecoder(new Rune(' '), 1, 0));
        }

        return new TokenizerPipeline
        {
            Normalizer = normalizer,
            Model = facts.IsBpe ? ReadBpe(facts) : ReadUnigram(facts),
            Decoder = new SequenceDecoder(decoders),
            Added = new AddedVocabulary(Added(facts, file), normalizer),
        };
    }

    private static List<ITextNormalizer> Steps(SentencePieceFacts facts, string file)
    {
        var steps = new List<ITextNormalizer>();
        if (facts.CharacterMap.Length > 0)
        {
            steps.Add(new PrecompiledNormalizer(
                PrecompiledMap.Read(facts.CharacterMap) ?? throw new ModelFormatException(file, $"{file}: 'normalizer_spec.precompiled_charsmap' is not a compiled map of characters.")));
        }

        if (facts.RemovesExtraSpaces)
        {
            steps.Add(new ExtraSpaceNormalizer());
        }

        if (facts.AddsDummyPrefix)
        {
            steps.Add(new PrependNormalizer(" "));
        }

        if (facts.EscapesSpaces)
        {
            steps.Add(new ReplaceNormalizer(new Patterns.LiteralPattern(" "), _mark.ToString()));
        }

        return steps;
    }

    private static List<AddedToken> Added(SentencePieceFacts facts, string file)
    {
        var tokens = new List<AddedToken>();
        for (var id = 0; id < facts.Pieces.Count; id++)
        {
            var piece = facts.Pieces[id];
            if (piece.Kind == SentencePieceKind.UserDefined && piece.Text.Contains('\u2581', StringComparison.Ordinal))
            {
                throw new ModelFormatException(file, $"{file}: 'pieces[{id}]' is a user-defined symbol with a space ('{piece.Text}'), which is not supported.");
            }

            if (piece.Text.Length > 0 && piece.Kind is SentencePieceKind.Control or SentencePieceKind.Unknown or SentencePieceKind.UserDefined)
            {
                tokens.Add(new AddedToken(id, piece.Text) { IsSpecial = piece.Kind != SentencePieceKind.UserDefined });
            }
        }

        return tokens;
    }

    private static TokenTable Table(SentencePieceFacts facts) => new([.. facts.Pieces.Select((piece, id) => KeyValuePair.Create(piece.Text, id))]);

    private static UnigramModel ReadUnigram(SentencePieceFacts facts) =>
        new(Table(facts), Scores(facts), facts.UnknownId, facts.HasByteFallback, id => facts.Pieces[id].Kind == SentencePieceKind.Normal);

    /// <summary>Only ordinary pieces count for the score of the unknown.</summary>
    private static double[] Scores(SentencePieceFacts facts)
    {
        var least = facts.Pieces.Where(piece => piece.Kind == SentencePieceKind.Normal).Select(piece => piece.Score).DefaultIfEmpty(0).Min();
        return [.. facts.Pieces.Select(piece => piece.Kind == SentencePieceKind.Normal ? piece.Score : least)];
    }

    /// <summary>Two ordinary pieces are merged where their joined text is one, the most probable first.</summary>
    private static BpeModel ReadBpe(SentencePieceFacts facts)
    {
        var tokens = Table(facts);
        var ordered = Enumerable.Range(0, facts.Pieces.Count)
            .Where(id => facts.Pieces[id].Kind == SentencePieceKind.Normal && tokens.IdOf(facts.Pieces[id].Text) == id)
            .OrderByDescending(id => facts.Pieces[id].Score)
            .ToArray();
        var merges = new MergeTable(ordered.Sum(id => facts.Pieces[id].Text.Length));
        for (var rank = 0; rank < ordered.Length; rank++)
        {
            AddMerges(facts, tokens, merges, ordered[rank], rank);
        }

        var options = new BpeOptions { UnknownId = facts.UnknownId, FuseUnknown = true, ByteFallback = facts.HasByteFallback };
        return new BpeModel(tokens, merges, options);
    }

    private static void AddMerges(SentencePieceFacts facts, TokenTable tokens, MergeTable merges, int id, int rank)
    {
        var text = facts.Pieces[id].Text.AsSpan();
        for (var cut = 1; cut < text.Length; cut++)
        {
            var (left, right) = (tokens.IdOf(text[..cut]), tokens.IdOf(text[cut..]));
            if (left >= 0 && right >= 0 && facts.Pieces[left].Kind == SentencePieceKind.Normal && facts.Pieces[right].Kind == SentencePieceKind.Normal)
            {
                merges.Add(left, right, rank, id);
            }
        }
    }
}
