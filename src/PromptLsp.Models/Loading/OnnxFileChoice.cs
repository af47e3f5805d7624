namespace PromptLsp.Models.Loading;

/// <summary>Which ONNX file of a folder is taken. Exports hold one for each precision: <c>model.onnx</c>, <c>model_fp16.onnx</c>, <c>model_int8.onnx</c>.</summary>
/// <param name="File">Relative to the folder, with forward slashes.</param>
/// <param name="Precision">By the file's name: <c>fp32</c> for <c>model.onnx</c>, else what stands behind <c>model_</c>.</param>
/// <param name="All">Every ONNX file of the folder.</param>
public sealed record OnnxFileChoice(string File, string Precision, IReadOnlyList<string> All)
{
    private const string Fp32 = "fp32";

    private static readonly string[] _usual = ["onnx/model.onnx", "model.onnx"];

    // What the tools call files of 8 bits, the one that does not depend on its batch first.
    private static readonly string[] _int8 = ["int8_rowwise", "int8", "quantized", "uint8"];

    /// <summary>The choice in words. The precision is not said: a file's name may be wrong of it, its graph is not.</summary>
    public override string ToString() => All.Count == 1 ? File : $"{File} of {string.Join(", ", All)}";

    /// <param name="folder">Absolute path.</param>
    /// <param name="file">Relative path of the wanted file, or null.</param>
    /// <param name="precision">Wanted precision, or null.</param>
    /// <exception cref="ModelFileMissingException">There is none, or nothing says which.</exception>
    internal static OnnxFileChoice Choose(string folder, string? file, string? precision)
    {
        var all = FilesOf(folder);
        var chosen = file is not null ? Named(folder, all, file)
            : precision is not null ? OfPrecision(folder, all, precision)
            : Prefer(all, null) ?? throw Undecided(folder, all);
        return new OnnxFileChoice(chosen, PrecisionOf(chosen), all);
    }

    /// <summary>The file for a precision, or the usual one, or the only one; null where nothing says which.</summary>
    internal static string? Prefer(IReadOnlyList<string> files, string? precision) =>
        precision is null
            ? _usual.FirstOrDefault(files.Contains) ?? (files.Count == 1 ? files[0] : null)
            : (precision == "int8" ? _int8 : [precision.ToLowerInvariant()]).SelectMany(name => files.Where(file => PrecisionOf(file) == name)).FirstOrDefault();

    /// <summary>The precision that a file's name tells.</summary>
    internal static string PrecisionOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var mark = name.IndexOf('_', StringComparison.Ordinal);
        return mark < 0 ? Fp32 : name[(mark + 1)..].ToLowerInvariant();
    }

    private static List<string> FilesOf(string folder)
    {
        var inner = Path.Combine(folder, "onnx");
        var outer = Directory.GetFiles(folder, "*.onnx").Select(path => Path.GetFileName(path));
        var nested = Directory.Exists(inner) ? Directory.GetFiles(inner, "*.onnx").Select(path => "onnx/" + Path.GetFileName(path)) : [];
        return [.. outer.Concat(nested).Order(StringComparer.Ordinal)];
    }

    private static string Named(string folder, List<string> all, string file)
    {
        var wanted = file.Replace('\\', '/');
        return all.Contains(wanted) ? wanted
            : throw new ModelFileMissingException(Path.Combine(folder, wanted), $"'{folder}' has no ONNX file '{wanted}': {Listed(all)}.");
    }

    private static string OfPrecision(string folder, List<string> all, string precision) => Prefer(all, precision)
        ?? throw new ModelFileMissingException(folder,
            $"'{folder}' has no ONNX file of the precision '{precision}': {(all.Count == 0 ? "it has none at all" : string.Join(", ", all.Select(file => $"{PrecisionOf(file)} ({file})")))}.");

    private static ModelFileMissingException Undecided(string folder, List<string> all) => new(Path.Combine(folder, _usual[0]), all.Count == 0
        ? $"'{folder}' has no ONNX file: expected {_usual[0]}. Export the model to ONNX first."
        : $"'{folder}' has several ONNX files and no {_usual[0]}: name one of {string.Join(", ", all)} as FOLDER:FILE, or its precision.");

    private static string Listed(List<string> all) => all.Count == 0 ? "it has none" : "it has " + string.Join(", ", all);
}
