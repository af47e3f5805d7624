namespace PromptLsp.Models.Fetching;

/// <summary>Reads the licence that a model card names in its front matter.</summary>
internal static class ModelCardLicence
{
    private const int MostLines = 400;
    private const string Key = "license:";

    /// <returns>The identifier as the card writes it, or null.</returns>
    public static string? Find(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadLines(path).Take(MostLines).ToList();
        var matter = lines is ["---", ..] ? lines.Skip(1).TakeWhile(line => line != "---") : [];
        var value = matter.FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))?[Key.Length..].Trim(' ', '"', '\'');
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
