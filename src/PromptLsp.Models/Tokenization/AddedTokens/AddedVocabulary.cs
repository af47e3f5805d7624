using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.AddedTokens;

/// <summary>
/// The added tokens of a tokenizer: some are found in the text as it stands, the others behind the normalizer. Immutable; safe for concurrent callers.
/// </summary>
internal sealed class AddedVocabulary
{
    private readonly ITextNormalizer? _normalizer;
    private readonly AddedTokenMatcher? _plain;
    private readonly AddedTokenMatcher? _normalized;
    private readonly Dictionary<int, AddedToken> _byId = [];
    private readonly Dictionary<string, AddedToken> _byContent = [];

    public AddedVocabulary(IReadOnlyList<AddedToken> tokens, ITextNormalizer? normalizer)
    {
        Tokens = tokens;
        _normalizer = normalizer;
        foreach (var token in tokens)
        {
            _byId[token.Id] = token;
            _byContent[token.Content] = token;
        }

        _plain = Matcher(tokens.Where(token => !token.IsNormalized), content => content);
        _normalized = Matcher(tokens.Where(token => token.IsNormalized), Normalized);
    }

    /// <summary>The tokens as the file lists them.</summary>
    public IReadOnlyList<AddedToken> Tokens { get; }

    /// <summary>The token of a number, or null.</summary>
    public AddedToken? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>The token of a literal, or null.</summary>
    public AddedToken? Find(string content) => _byContent.GetValueOrDefault(content);

    /// <summary>The normalized text, cut at added tokens.</summary>
    public PieceList Extract(ReadOnlySpan<char> text, bool findsSpecial)
    {
        var source = new AlignedText(AlignedText.WithoutLoneSurrogates(text), 0);
        var pieces = new List<TextPiece>();
        Cut(_plain, source.Span, 0, findsSpecial, pieces);
        var list = new PieceList(source, pieces);
        if (_normalizer is not null)
        {
            list = Normalize(list, _normalizer);
        }

        if (_normalized is not null)
        {
            list.Split((part, start, parts) => Cut(_normalized, part, start, findsSpecial, parts));
        }

        return list;
    }

    private static PieceList Normalize(PieceList list, ITextNormalizer normalizer)
    {
        if (list.Pieces is [{ IsToken: false } only] && only.Length == list.Text.Length)
        {
            var text = normalizer.Normalize(list.Text);
            return new PieceList(text, text.Length == 0 ? [] : [new TextPiece(0, text.Length)]);
        }

        list.Rewrite((text, piece, builder) =>
        {
            var part = normalizer.Normalize(new AlignedText(text.Characters.Slice(piece.Start, piece.Length), piece.Start));
            builder.Read(part);
            builder.Copy(part.Length);
        });
        return list;
    }

    private static void Cut(AddedTokenMatcher? matcher, ReadOnlySpan<char> text, int start, bool findsSpecial, List<TextPiece> parts)
    {
        if (matcher is null)
        {
            parts.AddPart(start, text.Length);
        }
        else
        {
            matcher.Split(text, start, findsSpecial, parts);
        }
    }

    private string Normalized(string content) =>
        _normalizer is null ? content : _normalizer.Normalize(new AlignedText(content.AsMemory(), 0)).Span.ToString();

    private static AddedTokenMatcher? Matcher(IEnumerable<AddedToken> tokens, Func<string, string> literal)
    {
        var literals = tokens.Select(token => KeyValuePair.Create(literal(token.Content), token)).Where(pair => pair.Key.Length > 0).ToArray();
        return literals.Length == 0 ? null : new AddedTokenMatcher(literals);
    }
}
