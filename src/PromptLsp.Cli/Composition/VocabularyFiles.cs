using PromptLsp.Models.Loading;

namespace PromptLsp.Cli.Composition;

/// <summary>Vocabularies of published encodings that are not built in: <c>NAME.tiktoken</c> in a folder of models.</summary>
internal static class VocabularyFiles
{
    /// <summary>Opens the vocabulary of an encoding, or gives null where no folder of <see cref="ModelLocator.Default"/> holds it.</summary>
    public static Stream? Open(string encoding)
    {
        var paths = ModelLocator.Default.Roots.Select(root => Path.Combine(root, $"{encoding}.tiktoken"));
        return paths.FirstOrDefault(File.Exists) is { } path ? File.OpenRead(path) : null;
    }
}
