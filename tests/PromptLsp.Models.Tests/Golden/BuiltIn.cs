using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Golden;

/// <summary>The built-in model, as it lies beside the test executable.</summary>
internal static class BuiltIn
{
    private static readonly Lazy<WordPieceTokenizer> _tokenizer = new(() => WordPieceTokenizer.Load(Open().TokenizerPath));

    public static WordPieceTokenizer Tokenizer => _tokenizer.Value;

    public static ModelFolder Open() => ModelFolder.Open(new ModelLocator([Path.Combine(AppContext.BaseDirectory, "models")]).Find("all-MiniLM-L6-v2"));
}
