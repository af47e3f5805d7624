using System.Text;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.Reading;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// The uncased BERT tokenizer: cleaning, isolation of ideographs, canonical decomposition without marks, lower case, split at space and punctuation,
/// then greedy longest pieces (Wu et al. 2016; the reference is Hugging Face tokenizers). Time is linear in the text. Immutable; safe for concurrent callers.
/// </summary>
public sealed class WordPieceTokenizer
{
    private readonly WordPieceVocabulary _vocabulary;
    private readonly SpecialTokens _special;
    private readonly BertCharacters _characters = BertCharacters.Instance;
    private readonly int _unknown;
    private readonly int _maxWordLength;
    private readonly int[] _before;
    private readonly int[] _after;

    internal WordPieceTokenizer(WordPieceModel model)
    {
        _vocabulary = model.Vocabulary;
        _special = new SpecialTokens(model.SpecialTokens);
        _unknown = model.UnknownId;
        _maxWordLength = model.MaxWordLength;
        _before = model.Before;
        _after = model.After;
        PaddingId = model.PaddingId;
    }

    /// <summary>Number of the token that fills up shorter texts of a batch.</summary>
    public int PaddingId { get; }

    /// <summary>Number of special tokens that a model gets around a text.</summary>
    public int SpecialTokenCount => _before.Length + _after.Length;

    /// <summary>Number of the token for what is in no piece.</summary>
    internal int UnknownId => _unknown;

    /// <summary>Special tokens before and behind a text.</summary>
    internal (int[] Before, int[] After) Around => (_before, _after);

    /// <summary>Highest token number + 1.</summary>
    public int VocabularySize => _vocabulary.Count;

    /// <summary>Reads the tokenizer of an uncased BERT model.</summary>
    /// <param name="path">As <see cref="HuggingFaceTokenizer.Load(string)"/> takes it.</param>
    /// <exception cref="ModelLoadException">The file is missing, not readable, or of another kind.</exception>
    public static WordPieceTokenizer Load(string path) => new(WordPieceModel.Require(TokenizerFiles.Read(path), path));

    /// <summary>
    /// The tokens of a text without those around it, each with its place in UTF-16 code units. White space and removed characters belong to no token;
    /// tokens of one code point share its place.
    /// </summary>
    /// <param name="text">Any text; lone surrogates count as removed characters.</param>
    /// <param name="recognizeSpecialTokens">True where <c>[MASK]</c> and the like in the text stand for the special tokens, as in the reference; false where they are ordinary text.</param>
    public IReadOnlyList<TokenSpan> Encode(string text, bool recognizeSpecialTokens = true)
    {
        var tokens = new List<TokenSpan>((text.Length / 4) + 4);
        var sink = new SpanSink(tokens);
        Run(text, recognizeSpecialTokens, ref sink);
        return tokens;
    }

    /// <summary>Number of tokens of a text without those around it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="recognizeSpecialTokens">As in <see cref="Encode"/>.</param>
    public int Count(string text, bool recognizeSpecialTokens = true)
    {
        var sink = new CountingSink(int.MaxValue);
        Run(text, recognizeSpecialTokens, ref sink);
        return sink.Count;
    }

    /// <summary>What a model gets for a text: the numbers with <c>[CLS]</c> and <c>[SEP]</c> around them, cut so that there are at most <paramref name="maxTokens"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxTokens">More than <see cref="SpecialTokenCount"/>.</param>
    public ModelInput EncodeForModel(string text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxTokens, SpecialTokenCount);
        // Each code unit gives three tokens at most (Hangul), and a long text is cut: so the buffer is as small as it can be.
        var capacity = (int)Math.Min(maxTokens - SpecialTokenCount, text.Length * 4L);
        var ids = new int[capacity + SpecialTokenCount];
        var sink = new IdSink(ids, _before.Length, capacity);
        Run(text, true, ref sink);
        var kept = Math.Min(sink.Count, capacity);
        _before.CopyTo(ids, 0);
        _after.CopyTo(ids, _before.Length + kept);
        return new ModelInput(ids.AsMemory(0, kept + SpecialTokenCount), sink.Count + SpecialTokenCount);
    }

    /// <summary>A piece as the vocabulary writes it (<c>##ing</c>), or null where no piece has that number.</summary>
    public string? PieceOf(int id) => _vocabulary.TextOf(id);

    /// <summary>Words of the tokens, joined by spaces; special tokens are left out. What the normalizer took away does not come back.</summary>
    /// <param name="ids">Token numbers; unknown ones are passed over.</param>
    public string Decode(IEnumerable<int> ids)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if (_special.Contains(id) || _vocabulary.TextOf(id) is not { } piece)
            {
                continue;
            }

            if (text.Length > 0 && !_vocabulary.IsContinuation(piece))
            {
                text.Append(' ');
            }

            text.Append(_vocabulary.WithoutPrefix(piece));
        }

        return text.ToString();
    }

    internal void Run<TSink>(ReadOnlySpan<char> text, bool recognizeSpecialTokens, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var scratch = new Scratch(
            new WordBuffer(stackalloc char[_maxWordLength * 2], stackalloc int[_maxWordLength * 2], stackalloc int[_maxWordLength * 2]),
            stackalloc uint[Math.Min(_vocabulary.LongestPiece, _maxWordLength * 2)],
            stackalloc int[_maxWordLength * 2],
            stackalloc int[_maxWordLength * 2]);
        var offset = 0;
        while (recognizeSpecialTokens && _special.TryFind(text[offset..], out var start, out var length, out var id))
        {
            if (!RunPart(text.Slice(offset, start), offset, ref scratch, ref sink) || !sink.Add(id, offset + start, offset + start + length, scratch.NextWord++, default))
            {
                return;
            }

            offset += start + length;
        }

        RunPart(text[offset..], offset, ref scratch, ref sink);
    }

    private bool RunPart<TSink>(ReadOnlySpan<char> text, int offset, ref Scratch scratch, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        for (var index = 0; index < text.Length;)
        {
            var character = text[index];
            if (char.IsAsciiLetterOrDigit(character))
            {
                scratch.Word.Append(char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character, offset + index, offset + index + 1);
                index++;
                continue;
            }

            // A lone surrogate becomes U+FFFD here, as it would on the way to the reference's UTF-8.
            Rune.DecodeFromUtf16(text[index..], out var rune, out var length);
            if (!Take(rune, text.Slice(index, length), offset + index, ref scratch, ref sink))
            {
                return false;
            }

            index += length;
        }

        return Flush(ref scratch, ref sink);
    }

    private bool Take<TSink>(Rune rune, ReadOnlySpan<char> source, int start, ref Scratch scratch, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var end = start + source.Length;
        switch (_characters.KindOf(rune.Value))
        {
            case CharacterKind.Removed:
                return true;
            case CharacterKind.Space:
                return Flush(ref scratch, ref sink);
            case CharacterKind.Punctuation or CharacterKind.Ideograph:
                return Isolate(source, start, end, ref scratch, ref sink);
            case CharacterKind.MappedIdeograph:
                return Isolate(_characters.MappingOf(rune.Value), start, end, ref scratch, ref sink);
            case CharacterKind.Mapped:
                return TakeMapping(_characters.MappingOf(rune.Value), start, end, ref scratch, ref sink);
            case CharacterKind.Hangul:
                Span<char> jamo = stackalloc char[3];
                foreach (var part in jamo[..BertCharacters.DecomposeHangul(rune.Value, jamo)])
                {
                    scratch.Word.Append(part, start, end);
                }

                return true;
            default:
                scratch.Word.Append(source, start, end);
                return true;
        }
    }

    private bool TakeMapping<TSink>(string mapping, int start, int end, ref Scratch scratch, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        var goesOn = true;
        for (var index = 0; index < mapping.Length && goesOn;)
        {
            var length = char.IsHighSurrogate(mapping[index]) ? 2 : 1;
            var part = mapping.AsSpan(index, length);
            if (_characters.KindOf(char.ConvertToUtf32(mapping, index)) == CharacterKind.Punctuation)
            {
                goesOn = Isolate(part, start, end, ref scratch, ref sink);
            }
            else
            {
                scratch.Word.Append(part, start, end);
            }

            index += length;
        }

        return goesOn;
    }

    private bool Isolate<TSink>(ReadOnlySpan<char> codePoint, int start, int end, ref Scratch scratch, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (!Flush(ref scratch, ref sink))
        {
            return false;
        }

        scratch.Word.Append(codePoint, start, end);
        return Flush(ref scratch, ref sink);
    }

    /// <summary>Cuts the gathered word into pieces, or gives it as unknown, and empties the buffer.</summary>
    private bool Flush<TSink>(ref Scratch scratch, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (scratch.Word.IsEmpty)
        {
            return true;
        }

        var count = scratch.Word.IsTooLong ? 0 : Match(ref scratch);
        var goesOn = true;
        if (count == 0)
        {
            goesOn = sink.Add(_unknown, scratch.Word.Start, scratch.Word.End, scratch.NextWord, default);
        }

        for (var piece = 0; piece < count && goesOn; piece++)
        {
            var first = piece == 0 ? 0 : scratch.PieceEnds[piece - 1];
            goesOn = sink.Add(scratch.PieceIds[piece], scratch.Word.StartOf(first), scratch.Word.EndBefore(scratch.PieceEnds[piece]), scratch.NextWord, default);
        }

        scratch.Word.Clear();
        scratch.NextWord++;
        return goesOn;
    }

    /// <summary>Number of pieces, 0 where some rest of the word is in no piece: then the whole word is unknown.</summary>
    private int Match(ref Scratch scratch)
    {
        var word = scratch.Word.Text;
        var count = 0;
        for (var start = 0; start < word.Length; count++)
        {
            var length = _vocabulary.LongestMatch(word[start..], start > 0, scratch.Hashes, out var id);
            if (length == 0)
            {
                return 0;
            }

            start += length;
            scratch.PieceIds[count] = id;
            scratch.PieceEnds[count] = start;
        }

        return count;
    }

    private ref struct Scratch(WordBuffer word, Span<uint> hashes, Span<int> pieceIds, Span<int> pieceEnds)
    {
        public WordBuffer Word = word;
        public int NextWord;
        public readonly Span<uint> Hashes = hashes;
        public readonly Span<int> PieceIds = pieceIds;
        public readonly Span<int> PieceEnds = pieceEnds;
    }
}
