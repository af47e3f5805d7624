namespace PromptLsp.Models.Loading;

/// <summary>A model's folder with what is known of it. Nothing is loaded yet.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Manifest">The facts.</param>
public sealed record ModelFolder(string Path, ModelManifest Manifest)
{
    /// <summary>Absolute path of the ONNX file.</summary>
    public string ModelPath => Resolve(Manifest.ModelFile);

    /// <summary>Absolute path of <c>tokenizer.json</c>.</summary>
    public string TokenizerPath => Resolve(Manifest.TokenizerFile);

    /// <summary>
    /// Reads the facts of the model in <paramref name="folder"/>: from <c>manifest.json</c>, else from a sentence-transformers export
    /// (<c>modules.json</c>, <c>tokenizer.json</c>, <c>onnx/*.onnx</c>).
    /// </summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="onnxFile">For an export with several ONNX files: which one, relative to the folder; null for <c>onnx/model.onnx</c>.</param>
    /// <exception cref="ModelLoadException">There is no such folder, or it is no model, or a file in it cannot be understood.</exception>
    public static ModelFolder Open(string folder, string? onnxFile = null)
    {
        var path = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            throw new ModelNotFoundException($"There is no model folder '{path}'. Give the name of a local model or a folder that holds one.");
        }

        var manifestPath = System.IO.Path.Combine(path, ModelManifestReader.FileName);
        var manifest = File.Exists(manifestPath)
            ? ModelManifestReader.Read(manifestPath)
            : SentenceTransformersExport.Read(path, onnxFile);
        return new ModelFolder(path, manifest);
    }

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
}
