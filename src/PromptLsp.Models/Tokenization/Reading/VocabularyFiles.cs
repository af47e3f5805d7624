using System.Text;
using System.Text.Json;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization.AddedTokens;
using PromptLsp.Models.Tokenization.Decoders;
using PromptLsp.Models.Tokenization.PostProcessors;
using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Subwords;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>
/// Tokenizers of the time before <c>tokenizer.json</c>: a BERT's <c>vocab.txt</c>, and GPT-2's <c>vocab.json</c> with <c>merges.txt</c>. What these files
/// do not say is that of the models they come from.
/// </summary>
internal static class VocabularyFiles
{
    private const int BertWordLength = 100;

    private static readonly string[] _bertSpecial = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Reads a list of WordPiece tokens, one a line, numbered from 0.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="isUncased">True for a model that lowers case and strips accents.</param>
    /// <exception cref="ModelFormatException">A token that the model needs is not there.</exception>
    public static TokenizerPipeline ReadBert(ReadOnlySpan<byte> bytes, string file, bool isUncased)
    {
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n');
        var table = new TokenTable([.. lines.Select((line, id) => KeyValuePair.Create(line.TrimEnd('\r'), id))]);
        var missing = _bertSpecial.Where(token => token != "[MASK]" && table.IdOf(token) < 0).ToArray();
        if (missing.Length > 0)
        {
            throw new ModelFormatException(file, $"{file}: not the vocabulary of a BERT model: {string.Join(", ", missing)} is missing. Use the model's tokenizer.json.");
        }

        var normalizer = NormalizerReader.Bert(cleans: true, isolatesIdeographs: true, isUncased, isUncased);
        var added = _bertSpecial.Where(token => table.IdOf(token) >= 0).Select(token => new AddedToken(table.IdOf(token), token) { IsSpecial = true }).ToArray();
        return new TokenizerPipeline
        {
            Normalizer = normalizer,
            IsUncasedBert = isUncased,
            PreTokenizer = PreTokenizerReader.Bert,
            Model = new WordPieceSubwords(table, new WordPieceVocabulary([.. table.All], "##"), table.IdOf("[UNK]"), BertWordLength),
            PostProcessor = new BertPostProcessor(Around(table, "[CLS]"), Around(table, "[SEP]")),
            Decoder = new WordPieceDecoder("##", cleansUp: true),
            Added = new AddedVocabulary(added, normalizer),
        };
    }

    /// <summary>Reads the vocabulary and the merges of GPT-2 and its kin.</summary>
    /// <exception cref="ModelFormatException">One of the files is broken.</exception>
    public static TokenizerPipeline ReadGpt2(ReadOnlyMemory<byte> vocabulary, string vocabularyFile, ReadOnlySpan<byte> merges, string mergesFile)
    {
        var table = ReadTable(vocabulary, vocabularyFile);
        var end = table.IdOf("<|endoftext|>");
        return new TokenizerPipeline
        {
            PreTokenizer = new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: true),
            Model = new BpeModel(table, ReadMerges(merges, mergesFile, table), new BpeOptions()),
            PostProcessor = new ByteLevelPostProcessor(trimsOffsets: false, addPrefixSpace: true),
            Decoder = new ByteLevelDecoder(),
            Added = new AddedVocabulary(end < 0 ? [] : [new AddedToken(end, "<|endoftext|>") { IsSpecial = true, IsNormalized = true }], null),
        };
    }

    private static EncodedToken Around(TokenTable table, string token) => new(table.IdOf(token), token, 0, 0) { IsSpecial = true };

    private static TokenTable ReadTable(ReadOnlyMemory<byte> bytes, string file)
    {
        using var document = TokenizerJsonReader.Parse(bytes, file);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? VocabularyReader.ReadObject(new TokenizerPart(file, "", document.RootElement))
            : throw new ModelFormatException(file, $"{file}: not a vocabulary: its root is no object of tokens and numbers.");
    }

    private static MergeTable ReadMerges(ReadOnlySpan<byte> bytes, string file, TokenTable table)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var merges = new MergeTable(lines.Length);
        var rank = 0;
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number].TrimEnd('\r');
            if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal))
            {
                continue;
            }

            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var wrong = space <= 0 ? "is not two tokens with a space between them." : BpeReader.AddMerge(merges, table, "", line[..space], line[(space + 1)..], rank++);
            if (wrong is not null)
            {
                throw new ModelFormatException(file, $"{file}:{number + 1}: the line {wrong}");
            }
        }

        return merges;
    }
}
