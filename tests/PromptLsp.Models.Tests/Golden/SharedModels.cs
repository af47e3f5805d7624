using PromptLsp.Models.Classification;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.TokenClassification;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Golden;

/// <summary>The classifiers that only tests use, each loaded once. Tests skip where they are not there.</summary>
internal static class SharedModels
{
    private static readonly Lazy<Task<TextClassifierModel>> _injection = new(() => TextClassifierModel.LoadAsync(Injection));
    private static readonly Lazy<Task<TokenClassifierModel>> _entities = new(() => TokenClassifierModel.LoadAsync(Entities));
    private static readonly Lazy<WordPieceTextEncoder> _encoder = new(() => new WordPieceTextEncoder(WordPieceTokenizer.Load(Path.Combine(Entities, "tokenizer.json"))));

    public static string Injection => SharedData.PathOf("models", "injection-minilm");

    public static string Entities => SharedData.PathOf("models", "ner-minilm-wnut17");

    public static WordPieceTextEncoder Encoder
    {
        get
        {
            _ = Entities;
            return _encoder.Value;
        }
    }

    public static Task<TextClassifierModel> InjectionAsync()
    {
        _ = Injection;
        return _injection.Value;
    }

    public static Task<TokenClassifierModel> EntitiesAsync()
    {
        _ = Entities;
        return _entities.Value;
    }

    /// <summary>A copy of a model's folder with another <c>config.json</c>.</summary>
    public static void CopyWith(string model, TemporaryFolder folder, Func<string, string> config)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "onnx"));
        File.Copy(Path.Combine(model, "onnx", "model.onnx"), Path.Combine(folder.Path, "onnx", "model.onnx"));
        foreach (var name in new[] { "tokenizer.json", "tokenizer_config.json" })
        {
            File.Copy(Path.Combine(model, name), Path.Combine(folder.Path, name));
        }

        folder.Write("config.json", config(File.ReadAllText(Path.Combine(model, "config.json"))));
    }
}
