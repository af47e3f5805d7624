using System.Globalization;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Quantization;

/// <summary>Makes a model package with a row-wise int8 file of a folder with a float one.</summary>
public static class QuantizedPackage
{
    private const string FileName = "model_int8_rowwise.onnx";

    // What readers of tokenizers, chat templates and licences look for.
    private static readonly string[] _companions =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt",
        "sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "config.json", "generation_config.json", "chat_template.jinja", "LICENSE", "LICENSE.txt",
    ];

    /// <summary>Quantises a model into a new folder, which is there whole or not at all.</summary>
    /// <param name="source">The float model.</param>
    /// <param name="target">Path of a folder that does not exist yet.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="ModelLoadException">The source is damaged, no float model, or has nothing to quantise; the target exists.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static QuantizedParts Create(ModelFolder source, string target, CancellationToken cancellationToken = default)
    {
        ModelFiles.VerifyAll(source);
        GraphInspector.Inspect(source);
        using var installation = PackageInstallation.Begin(target);
        QuantizedParts parts;
        using (var file = File.Create(Path.Combine(installation.Folder, FileName)))
        {
            parts = RowwiseQuantizer.Quantize(source.ModelPath, file, cancellationToken);
        }

        CopyCompanions(source, installation.Folder);
        var manifest = source.Manifest with
        {
            Id = Path.GetFileName(installation.Target),
            ModelFile = FileName,
            Precision = "int8, one activation scale a row",
            Description = $"{source.Manifest.Id}, row-wise int8",
        };
        File.WriteAllText(Path.Combine(installation.Folder, "README.md"), Card(source, manifest, parts));
        ModelManifestWriter.Write(installation.Folder, manifest);
        GraphInspector.Inspect(ModelFolder.Open(installation.Folder));
        installation.Commit();
        return parts;
    }

    private static void CopyCompanions(ModelFolder source, string target)
    {
        string?[] named = [.. _companions, source.Manifest.TokenizerFile];
        foreach (var name in named.OfType<string>().Distinct(StringComparer.Ordinal).Where(name => File.Exists(source.Resolve(name))))
        {
            var path = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(source.Resolve(name), path);
        }
    }

    private static string Card(ModelFolder source, ModelManifest manifest, QuantizedParts parts) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # {manifest.Id}

        A row-wise int8 copy of {source.Manifest.Id} ({source.Manifest.ModelFile}, SHA-256 `{ModelFiles.Describe(source.Path, source.Manifest.ModelFile).Sha256}`).

        | | |
        |---|---|
        | task | {manifest.Task} |
        | licence | {manifest.Licence ?? "not told by the source: see there"} |
        | source | {manifest.Source ?? "not told"} |
        | made by | `promptlsp models quantize {source.Manifest.Id} -o {manifest.Id}` |
        | quantised | {parts.Products} products, {parts.Tables} lookups in tables; {parts.LeftAsTheyAre} products of other kinds are as they were |

        Weights of products: int8, symmetric, 7 bits, one scale an output channel. Tables of 4,096 rows and more: int8, one float16 scale a row. Activations: uint8
        with one scale and one minimum a row, found at run time, so a text's result does not depend on its batch. Standard operators only.

        The loss is measured with `promptlsp models quantize … --data FILE`; the same limits hold as for the source.

        """);
}
