namespace PromptLsp.Models.Loading;

/// <summary>Finds local models by name or folder. Immutable; safe for concurrent callers.</summary>
/// <param name="roots">Folders that hold one folder a model; an earlier one wins.</param>
public sealed class ModelLocator(IReadOnlyList<string> roots)
{
    /// <summary>The environment variable that names more folders of models, separated as in <c>PATH</c>; they win over the built-in one.</summary>
    public const string EnvironmentVariable = "PROMPTLSP_MODELS";

    /// <summary>The model that is used where none is named.</summary>
    public const string DefaultEmbeddingModel = "all-MiniLM-L6-v2";

    /// <summary>Where fetched models go: <c>promptlsp/models</c> in the user's folder of application data.</summary>
    public static string UserFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "promptlsp", "models");

    /// <summary>The folders of <see cref="EnvironmentVariable"/>, <c>models</c> beside the executable, then <see cref="UserFolder"/>.</summary>
    public static ModelLocator Default { get; } = new([.. FromEnvironment(Environment.GetEnvironmentVariable(EnvironmentVariable)).Roots, UserFolder]);

    /// <summary>The folders that are searched, in order.</summary>
    public IReadOnlyList<string> Roots { get; } = roots;

    /// <summary>The locator for a value of <see cref="EnvironmentVariable"/>.</summary>
    public static ModelLocator FromEnvironment(string? value)
    {
        var named = (value ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ModelLocator([.. named.Select(Path.GetFullPath), Path.Combine(AppContext.BaseDirectory, "models")]);
    }

    /// <summary>
    /// The folder of a model. A text with a slash, or one that is an absolute path or starts with a dot, is a path; anything else is a name,
    /// so a folder of the working directory never takes the place of a built-in model.
    /// </summary>
    /// <param name="idOrFolder">Name or path.</param>
    /// <exception cref="ModelNotFoundException">Nothing is there; the message lists the places and the known names.</exception>
    public string Find(string idOrFolder)
    {
        if (IsPath(idOrFolder))
        {
            var folder = Path.GetFullPath(idOrFolder);
            return Directory.Exists(folder)
                ? folder
                : throw new ModelNotFoundException($"There is no model folder '{folder}'. Give the name of a local model ({KnownNames()}) or a folder that holds one.");
        }

        return FindByName(idOrFolder) ?? throw new ModelNotFoundException(
            $"There is no local model '{idOrFolder}'. Known: {KnownNames()}. Searched: {string.Join(", ", Roots)}. " +
            $"Set {EnvironmentVariable} to the folder that holds your models, or give the model's folder.");
    }

    /// <summary>Finds a model and reads its facts.</summary>
    /// <param name="reference">A name, a folder, or either with <c>:FILE.onnx</c>.</param>
    /// <param name="precision">Which precision of several, or null.</param>
    /// <exception cref="ModelLoadException">Nothing is there, or it is no model.</exception>
    public ModelFolder Open(string reference, string? precision = null)
    {
        var parsed = ModelReference.Parse(reference);
        return ModelFolder.Open(Find(parsed.IdOrFolder), parsed.File, precision);
    }

    /// <summary>The folder of the model of that name (letter case does not count), or null.</summary>
    public string? FindByName(string id) =>
        ListNames().FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase)).Folder;

    /// <summary>All models below the roots: folder name and absolute path, by name; of equal names the first root's.</summary>
    public IReadOnlyList<(string Id, string Folder)> ListNames() =>
        [.. Roots.Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .Where(ModelFolder.IsModel)
            .Select(folder => (Id: Path.GetFileName(folder), Folder: folder))
            .DistinctBy(model => model.Id, StringComparer.OrdinalIgnoreCase)
            .OrderBy(model => model.Id, StringComparer.OrdinalIgnoreCase)];

    private static bool IsPath(string text) =>
        Path.IsPathRooted(text) || text.StartsWith('.') || text.Contains('/') || text.Contains('\\');

    private string KnownNames() => ListNames() is { Count: > 0 } models ? string.Join(", ", models.Select(model => model.Id)) : "none";
}
