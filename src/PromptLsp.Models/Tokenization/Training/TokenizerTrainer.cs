using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Reading;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Training;

/// <summary>
/// Trains BPE and WordPiece tokenizers as Hugging Face tokenizers does (BPE: Sennrich et al. 2016): the most frequent pair is joined first, of equals the one
/// with the smaller numbers. One caller at a time.
/// </summary>
/// <param name="options">What for.</param>
public sealed class TokenizerTrainer(TokenizerTrainingOptions options)
{
    private readonly Dictionary<string, long> _words = [];
    private readonly ITextNormalizer? _normalizer =
        options.PreTokenizer == TrainingPreTokenizer.Bert ? NormalizerReader.Bert(cleans: true, isolatesIdeographs: true, stripsAccents: true, lowers: true) : null;

    private readonly IPreTokenizer _preTokenizer = options.PreTokenizer switch
    {
        TrainingPreTokenizer.ByteLevel => new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: true),
        TrainingPreTokenizer.Whitespace => new WordPreTokenizer(),
        TrainingPreTokenizer.WhitespaceSplit => ClassPreTokenizer.WhiteSpace,
        _ => PreTokenizerReader.Bert,
    };

    /// <summary>Different words so far.</summary>
    public int WordCount => _words.Count;

    /// <summary>Takes a text, usually a line without its end.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var source = new AlignedText(AlignedText.WithoutLoneSurrogates(text), 0);
        source = _normalizer?.Normalize(source) ?? source;
        var pieces = new PieceList(source, source.Length == 0 ? [] : [new TextPiece(0, source.Length)]);
        _preTokenizer.Apply(pieces);
        var counts = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var piece in pieces.Pieces)
        {
            var word = pieces.Text.Span.Slice(piece.Start, piece.Length);
            counts[word] = counts.TryGetValue(word, out var count) ? count + 1 : 1;
        }
    }

    /// <summary>Trains on what was taken.</summary>
    /// <param name="onProgress">Called now and then with the number of tokens so far.</param>
    /// <param name="cancellationToken">Looked at before each merge.</param>
    public TrainedTokenizer Train(Action<int>? onProgress = null, CancellationToken cancellationToken = default)
    {
        var vocabulary = new TrainingVocabulary(options.Kind == TokenizerKind.WordPiece ? "##" : "");
        vocabulary.AddAll(options.SpecialTokens);
        vocabulary.AddAll(Alphabet());
        var words = new TrainingWords(_words.OrderBy(word => word.Key, StringComparer.Ordinal), vocabulary);
        var merges = new List<(string Left, string Right)>();
        while (vocabulary.Count < options.VocabularySize && words.TryTakeBest(options.MinFrequency, out var left, out var right))
        {
            cancellationToken.ThrowIfCancellationRequested();
            merges.Add((vocabulary.TextOf(left), vocabulary.TextOf(right)));
            words.Join(left, right, vocabulary.AddJoined(left, right));
            if (vocabulary.Count % 64 == 0)
            {
                onProgress?.Invoke(vocabulary.Count);
            }
        }

        return new TrainedTokenizer(options, vocabulary.Texts, merges);
    }

    /// <summary>Each character of the words, by code point; of bytes all 256.</summary>
    private IEnumerable<string> Alphabet()
    {
        var characters = new HashSet<int>();
        foreach (var rune in _words.Keys.SelectMany(word => word.EnumerateRunes()))
        {
            characters.Add(rune.Value);
        }

        if (options.PreTokenizer == TrainingPreTokenizer.ByteLevel)
        {
            foreach (var character in ByteAlphabet.Characters)
            {
                characters.Add(character);
            }
        }

        return characters.Order().Select(char.ConvertFromUtf32);
    }
}
