namespace PromptLsp.Storage.Files;

/// <summary>Paths below a root, with slashes, by their letters alone.</summary>
internal static class RelativePath
{
    /// <summary><paramref name="reference"/> as seen from <paramref name="folder"/>; null where it leaves the root on its way.</summary>
    internal static string? Join(string folder, string reference)
    {
        var parts = new List<string>();
        foreach (var part in $"{folder}/{reference}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
