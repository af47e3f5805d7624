using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.AddedTokens;
using PromptLsp.Models.Tokenization.PostProcessors;
using PromptLsp.Models.Tokenization.Reading;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// A tokenizer as Hugging Face tokenizers runs it, read from its <c>tokenizer.json</c>: the same numbers, texts and places, or a refusal that names the
/// part. Places are in UTF-16 code units of the text; lone surrogates are read as U+FFFD. Immutable; safe for concurrent callers.
/// </summary>
public sealed class HuggingFaceTokenizer
{
    private static readonly TokenizerEncodeOptions _defaults = new();

    private readonly TokenizerPipeline _pipeline;

    // Uncased BERT models have a path of their own, several times as fast.
    private readonly WordPieceTokenizer? _wordPiece;

    private HuggingFaceTokenizer(TokenizerPipeline pipeline)
    {
        _pipeline = pipeline;
        _wordPiece = WordPieceModel.From(pipeline) is { } model ? new WordPieceTokenizer(model) : null;
        VocabularySize = Math.Max(pipeline.Model.IdLimit, pipeline.Added.Tokens.Select(token => token.Id + 1).DefaultIfEmpty(0).Max());
    }

    /// <summary>Highest token number + 1, added tokens included.</summary>
    public int VocabularySize { get; }

    /// <summary>The added tokens, special ones included.</summary>
    public IReadOnlyList<AddedToken> AddedTokens => _pipeline.Added.Tokens;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="path">A <c>tokenizer.json</c>, a SentencePiece <c>.model</c>, a BERT's <c>vocab.txt</c>, GPT-2's <c>vocab.json</c> with <c>merges.txt</c> beside it, or a folder that holds one of them.</param>
    /// <exception cref="ModelLoadException">The file is missing, broken, too large, or holds a part that is not supported; the message says which and where.</exception>
    public static HuggingFaceTokenizer Load(string path) => new(TokenizerFiles.Read(path));

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="tokenizerJson">The content of a <c>tokenizer.json</c>, UTF-8.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ModelFormatException">It is broken or holds a part that is not supported; the message says which and where.</exception>
    public static HuggingFaceTokenizer Load(ReadOnlyMemory<byte> tokenizerJson, string name) => new(TokenizerJsonReader.Read(tokenizerJson, name));

    /// <summary>The number of a token's text, or null.</summary>
    /// <param name="token">As the vocabulary writes it.</param>
    public int? TokenToId(string token)
    {
        var id = _pipeline.Added.Find(token)?.Id ?? _pipeline.Model.IdOf(token);
        return id < 0 ? null : id;
    }

    /// <summary>The text of a token as the vocabulary writes it, or null where no token has that number.</summary>
    public string? IdToToken(int id) => _pipeline.Added.Find(id)?.Content ?? _pipeline.Model.TextOf(id);

    /// <summary>The tokens of a text, or of a pair of texts.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="pair">The second text of a pair, or null.</param>
    /// <param name="options">Null for: special tokens around the text, none found in it, nothing cut.</param>
    /// <exception cref="ArgumentException">The texts cannot be cut as <paramref name="options"/> say.</exception>
    public TokenizerEncoding Encode(string text, string? pair = null, TokenizerEncodeOptions? options = null)
    {
        options ??= _defaults;
        IReadOnlyList<EncodingPart> parts = pair is null
            ? [EncodeOne(text, 0, options)]
            : [EncodeOne(text, 0, options), EncodeOne(pair, 1, options)];
        if (options.MaxLength is { } maxLength)
        {
            var around = options.AddSpecialTokens ? _pipeline.PostProcessor?.AddedTokens(pair is not null) ?? 0 : 0;
            ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, around, nameof(options));
            ArgumentOutOfRangeException.ThrowIfNegative(options.Stride, nameof(options));
            parts = EncodingTruncation.Truncate(parts, options, maxLength - around);
        }

        parts = _pipeline.PostProcessor?.Process(parts, options.AddSpecialTokens) ?? parts;
        return (parts.Count == 1 ? parts[0] : parts.Aggregate(EncodingPart.Empty, (all, part) => all.Then(part))).ToEncoding();
    }

    /// <summary>The numbers of a text's tokens, with none around it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="parseSpecialTokens">True where literals of special tokens stand for them; false where they are ordinary text.</param>
    public IReadOnlyList<int> EncodeToIds(string text, bool parseSpecialTokens)
    {
        var sink = new IdListSink([]);
        Run(text, parseSpecialTokens, ref sink);
        return sink.Ids;
    }

    /// <summary>The text that tokens stand for. Numbers without a token are passed over.</summary>
    /// <param name="ids">Token numbers.</param>
    /// <param name="skipSpecialTokens">True to leave special tokens out.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = new List<string>();
        foreach (var id in ids)
        {
            if (IdToToken(id) is { } token && !(skipSpecialTokens && _pipeline.Added.Find(token) is { IsSpecial: true }))
            {
                tokens.Add(token);
            }
        }

        return tokens.Count == 0 ? ""
            : _pipeline.Decoder is { } decoder ? string.Concat(decoder.Decode(tokens))
            : string.Join(' ', tokens);
    }

    /// <summary>The same tokenizer without added tokens: literals of all of them, ordinary ones too, are ordinary text.</summary>
    internal HuggingFaceTokenizer WithoutAddedTokens() => new(_pipeline with { Added = new AddedVocabulary([], _pipeline.Normalizer) });

    /// <summary>Gives each token of a text, none around it, to a sink until it says no.</summary>
    internal void Run<TSink>(ReadOnlySpan<char> text, bool parseSpecialTokens, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (_wordPiece is not null)
        {
            _wordPiece.Run(text, parseSpecialTokens, ref sink);
            return;
        }

        var pieces = _pipeline.Added.Extract(text, parseSpecialTokens);
        _pipeline.PreTokenizer?.Apply(pieces);
        var buffer = new SubwordBuffer();
        for (var word = 0; word < pieces.Pieces.Count; word++)
        {
            var piece = pieces.Pieces[word];
            if (piece.IsToken)
            {
                buffer.Clear();
                buffer.Add(new Subword(piece.TokenId, 0, piece.Length, IsSurface: true));
            }
            else
            {
                _pipeline.Model.Encode(pieces.Text.Span.Slice(piece.Start, piece.Length), buffer);
            }

            foreach (var token in buffer.Tokens)
            {
                var surface = token.IsSurface ? pieces.Text.Span[(piece.Start + token.Start)..(piece.Start + token.End)] : default;
                if (!sink.Add(token.Id, pieces.Text.StartAt(piece.Start + token.Start), pieces.Text.EndAt(piece.Start + token.End - 1), word, surface))
                {
                    return;
                }
            }

            buffer.Trim();
        }
    }

    private EncodingPart EncodeOne(string text, int sequence, TokenizerEncodeOptions options)
    {
        var sink = new EncodedTokenSink(this, sequence, []);
        Run(text, options.ParseSpecialTokens, ref sink);
        return EncodingPart.Of(sink.Tokens);
    }
}
