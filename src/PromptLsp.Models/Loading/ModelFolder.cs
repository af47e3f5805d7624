namespace PromptLsp.Models.Loading;

/// <summary>A model's folder with what is known of it. Nothing is loaded yet.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Manifest">The facts.</param>
/// <param name="Choice">Which ONNX file was taken of which; null where a manifest names it.</param>
public sealed record ModelFolder(string Path, ModelManifest Manifest, OnnxFileChoice? Choice = null)
{
    /// <summary>Absolute path of the ONNX file.</summary>
    public string ModelPath => Resolve(Manifest.ModelFile);

    /// <summary>Absolute path of the tokenizer's file.</summary>
    /// <exception cref="ModelFormatException">The model has no tokenizer.</exception>
    public string TokenizerPath => Resolve(Manifest.TokenizerFile
        ?? throw new ModelFormatException(Path, $"The model '{Manifest.Id}' in '{Path}' has no tokenizer of its own. Choose another model."));

    /// <summary>
    /// Reads the facts of the model in <paramref name="folder"/>: from <c>manifest.json</c>, else from the files of a transformers, optimum or
    /// sentence-transformers export.
    /// </summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="onnxFile">Which ONNX file, relative to the folder; null for the manifest's, or <c>onnx/model.onnx</c> of an export.</param>
    /// <param name="precision">Which precision, such as <c>fp16</c>, where no file is named.</param>
    /// <exception cref="ModelLoadException">There is no such folder, or it is no model, or a file in it cannot be understood.</exception>
    public static ModelFolder Open(string folder, string? onnxFile = null, string? precision = null)
    {
        var path = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            throw new ModelNotFoundException($"There is no model folder '{path}'. Give the name of a local model or a folder that holds one.");
        }

        var manifestPath = System.IO.Path.Combine(path, ModelManifestReader.FileName);
        if (File.Exists(manifestPath))
        {
            return WithManifest(path, ModelManifestReader.Read(manifestPath), onnxFile, precision);
        }

        if (!ExportedFolder.IsOne(path))
        {
            throw new ModelNotFoundException(
                $"'{path}' holds no model: neither {ModelManifestReader.FileName} nor {TransformersConfig.FileName} (an export of transformers, optimum or sentence-transformers) is there.");
        }

        var choice = OnnxFileChoice.Choose(path, onnxFile, precision);
        return new ModelFolder(path, ExportedFolder.Read(path, choice), choice);
    }

    /// <summary>True where a folder holds a manifest or an export.</summary>
    internal static bool IsModel(string folder) => File.Exists(System.IO.Path.Combine(folder, ModelManifestReader.FileName)) || ExportedFolder.IsOne(folder);

    /// <summary>The absolute path of a file of the model.</summary>
    /// <exception cref="ModelFormatException">It would lie outside the folder.</exception>
    public string Resolve(string relativePath)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, relativePath));
        if (!full.StartsWith(Path.TrimEnd(System.IO.Path.DirectorySeparatorChar) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ModelFormatException(full, $"The model in '{Path}' names a file outside its folder: '{relativePath}'. Files must lie below the folder.");
        }

        return full;
    }

    private static ModelFolder WithManifest(string path, ModelManifest manifest, string? onnxFile, string? precision)
    {
        if (onnxFile is null && precision is null)
        {
            return new ModelFolder(path, manifest);
        }

        var choice = OnnxFileChoice.Choose(path, onnxFile, precision);
        return manifest.Files.Any(file => file.Path == choice.File)
            ? new ModelFolder(path, manifest with { ModelFile = choice.File, Precision = choice.Precision }, choice)
            : throw new ModelFormatException(path, $"The manifest of '{path}' does not list '{choice.File}', so it cannot be verified. Take the model as it is, or add the file to the manifest.");
    }
}
