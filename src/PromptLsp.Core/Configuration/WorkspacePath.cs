namespace PromptLsp.Core.Configuration;

/// <summary>Paths written in configuration files.</summary>
internal static class WorkspacePath
{
    /// <summary>
    /// True for a relative path that no <c>..</c> leads out of its folder. Both slashes count on every system, so that a file means the same
    /// everywhere. Links are looked at where files are opened.
    /// </summary>
    public static bool StaysInside(string path)
    {
        if (path.Length == 0 || path[0] is '/' or '\\' or '~' || path.Contains(':') || path.Any(char.IsControl))
        {
            return false;
        }

        var depth = 0;
        foreach (var part in path.Split('/', '\\'))
        {
            depth += part switch
            {
                "" or "." => 0,
                ".." => -1,
                _ => 1,
            };

            if (depth < 0)
            {
                return false;
            }
        }

        return true;
    }
}
