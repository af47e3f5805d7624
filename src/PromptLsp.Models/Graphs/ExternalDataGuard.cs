using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Graphs;

/// <summary>
/// Checks the files of weights that a graph names: each lies below the folder of the graph, is no link, is long enough, and stands in the manifest where
/// there is one. ONNX Runtime opens whatever is named.
/// </summary>
internal static class ExternalDataGuard
{
    private const int MostFiles = 10_000;

    /// <returns>The files, relative to the graph's.</returns>
    /// <exception cref="ModelLoadException">One does not fit.</exception>
    public static IReadOnlyList<string> Check(ModelFolder folder, OnnxModel model)
    {
        var files = model.Graph.AllTensors().Select(tensor => tensor.External).OfType<ExternalData>()
            .GroupBy(data => data.Location, StringComparer.Ordinal).ToList();
        if (files.Count > MostFiles)
        {
            throw new ModelFormatException(folder.ModelPath, $"{folder.ModelPath}: the weights stand in {files.Count} files; at most {MostFiles} are read.");
        }

        foreach (var file in files)
        {
            CheckFile(folder, file.Key, file);
        }

        return [.. files.Select(file => file.Key)];
    }

    /// <summary>The absolute path of a file of weights.</summary>
    /// <exception cref="ModelFormatException">It would lie outside the graph's folder.</exception>
    public static string Resolve(string modelPath, string location)
    {
        var root = Path.GetDirectoryName(modelPath)!;
        var path = Path.GetFullPath(Path.Combine(root, location));
        return !Path.IsPathRooted(location) && !location.Contains('\0') && path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ModelFormatException(modelPath, $"{modelPath}: its weights are said to be in '{location}', outside its folder. Such a file is not opened: get the model from elsewhere.");
    }

    private static void CheckFile(ModelFolder folder, string location, IEnumerable<ExternalData> parts)
    {
        var path = Resolve(folder.ModelPath, location);
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw ModelFiles.Missing(path);
        }

        CheckLinks(folder.ModelPath, path);
        var relative = Path.GetRelativePath(folder.Path, path).Replace('\\', '/');
        if (folder.Manifest.Files.Count > 0 && folder.Manifest.Files.All(file => file.Path != relative))
        {
            throw new ModelFormatException(path, $"{path}: the manifest does not list this file of weights, so it cannot be verified. Add it to the manifest.");
        }

        foreach (var part in parts)
        {
            if (part.Offset > info.Length || part.Length > info.Length - part.Offset)
            {
                throw new ModelFileDamagedException(path, $"{path}: {info.Length} bytes, but weights end at byte {part.Offset + (part.Length ?? 0)}: it is cut short. Fetch the model again.");
            }
        }
    }

    private static void CheckLinks(string modelPath, string path)
    {
        var root = Path.GetDirectoryName(modelPath)!;
        for (var part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is { } target)
            {
                throw new ModelFormatException(part, $"{part}: weights behind a link (to '{target}') are not opened. Put the file itself there.");
            }
        }
    }
}
