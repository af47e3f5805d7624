using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Finds out what a tokenizer's file or folder is, and reads it.</summary>
internal static class TokenizerFiles
{
    private static readonly string[] _names =
        ["tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.model", "sentencepiece.bpe.model", "vocab.json", "vocab.txt"];

    /// <summary>Reads a <c>tokenizer.json</c>, a SentencePiece <c>.model</c>, a <c>vocab.txt</c>, a <c>vocab.json</c> with <c>merges.txt</c>, or a folder that holds one of them.</summary>
    /// <exception cref="ModelLoadException">It is missing, broken, or of a kind that is not supported.</exception>
    public static TokenizerPipeline Read(string path)
    {
        path = Directory.Exists(path) ? FindIn(path) : path;
        var name = Path.GetFileName(path);
        var bytes = ReadFile(path);
        return name.EndsWith(".model", StringComparison.OrdinalIgnoreCase) ? SentencePieceReader.Read(bytes, path)
            : name.EndsWith("vocab.txt", StringComparison.OrdinalIgnoreCase) ? VocabularyFiles.ReadBert(bytes, path, IsUncased(path))
            : name.EndsWith("vocab.json", StringComparison.OrdinalIgnoreCase) ? ReadGpt2(path, bytes)
            : TokenizerJsonReader.Read(bytes, path);
    }

    private static string FindIn(string folder) =>
        _names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new ModelNotFoundException($"There is no tokenizer in '{folder}': none of {string.Join(", ", _names)}.");

    private static TokenizerPipeline ReadGpt2(string path, byte[] bytes)
    {
        var merges = path[..^"vocab.json".Length] + "merges.txt";
        return VocabularyFiles.ReadGpt2(bytes, path, ReadFile(merges), merges);
    }

    private static byte[] ReadFile(string path) => ModelFiles.ReadAllBytes(path, TokenizerLimits.FileBytes);

    /// <summary>What <c>tokenizer_config.json</c> beside the vocabulary says of letter case; BERT's first models are uncased.</summary>
    private static bool IsUncased(string path)
    {
        var configuration = Path.Combine(Path.GetDirectoryName(path) ?? "", "tokenizer_config.json");
        if (!File.Exists(configuration))
        {
            return true;
        }

        using var document = TokenizerJsonReader.Parse(ReadFile(configuration), configuration);
        return new TokenizerPart(configuration, "", document.RootElement).Flag("do_lower_case", true);
    }
}
