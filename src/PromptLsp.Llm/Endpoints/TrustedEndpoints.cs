namespace PromptLsp.Llm.Endpoints;

/// <summary>
/// The addresses that keys and prompts may go to besides the providers' own hosts and loopback. The user says which, never the repository: in a file
/// of the user's configuration folder, or by an environment variable. Safe for concurrent callers in one process; every question reads the
/// file again, so that a running server sees what was trusted meanwhile.
/// </summary>
public sealed class TrustedEndpoints
{
    /// <summary>Addresses separated by white space or commas, for machines without a user, such as CI.</summary>
    public const string EnvironmentVariable = "PROMPTLSP_TRUSTED_URLS";

    private static readonly char[] _separators = [' ', '\t', '\r', '\n', ','];
    private readonly Func<string, string?> _environment;
    private readonly Lock _writing = new();

    /// <summary>Makes one.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    public TrustedEndpoints(Func<string, string?> environment)
    {
        _environment = environment;
        FilePath = Path.Combine(ConfigurationFolder(environment), "promptlsp", "trusted-urls");
    }

    /// <summary>
    /// The file, an address a line, lines with <c>#</c> are comments: below <c>%APPDATA%</c> on Windows, elsewhere below
    /// <c>$XDG_CONFIG_HOME</c> or <c>~/.config</c>.
    /// </summary>
    public string FilePath { get; }

    /// <summary>What is trusted, the file's entries first. Lines that are no address trust nothing and are left out.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public IReadOnlyList<TrustedEndpoint> List()
    {
        List<TrustedEndpoint> trusted = [];
        foreach (var line in ReadLines())
        {
            AddTo(trusted, line.Trim(), FilePath);
        }

        foreach (var entry in (_environment(EnvironmentVariable) ?? "").Split(_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            AddTo(trusted, entry, EnvironmentVariable);
        }

        return trusted;
    }

    /// <summary>True where one of the entries has the scheme, host and port of <paramref name="url"/>, and a path that is its own or one above.</summary>
    public bool Contains(Uri url) => List().Any(entry => Covers(entry.Url, url));

    /// <summary>Writes an address to the file.</summary>
    /// <returns>False where it was there already.</returns>
    /// <exception cref="InvalidEndpointException">It is no address that can be trusted.</exception>
    public bool Add(string url)
    {
        var parsed = Parse(url);
        lock (_writing)
        {
            var lines = ReadLines();
            if (lines.Any(line => IsSame(line, parsed)))
            {
                return false;
            }

            Write([.. lines, parsed.AbsoluteUri]);
            return true;
        }
    }

    /// <summary>Takes an address out of the file.</summary>
    /// <returns>False where it was not there.</returns>
    /// <exception cref="InvalidEndpointException">It is no address.</exception>
    public bool Remove(string url)
    {
        var parsed = Parse(url);
        lock (_writing)
        {
            var lines = ReadLines();
            var kept = lines.Where(line => !IsSame(line, parsed)).ToArray();
            if (kept.Length == lines.Length)
            {
                return false;
            }

            Write(kept);
            return true;
        }
    }

    /// <summary>Reads an address as a person wrote it; a slash at its end makes no difference.</summary>
    /// <exception cref="InvalidEndpointException">It is no absolute http or https address, or holds more than scheme, host, port and path.</exception>
    public static Uri Parse(string url)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0)
        {
            throw new InvalidEndpointException($"'{url}' is no address: write it in full, such as https://llm.example.com/v1.");
        }

        if (parsed.UserInfo.Length > 0 || parsed.Query.Length > 0 || parsed.Fragment.Length > 0)
        {
            throw new InvalidEndpointException(
                $"The address at {parsed.Host} holds a user name, a query or a fragment: leave only scheme, host, port and path.");
        }

        return new Uri(parsed.AbsoluteUri.TrimEnd('/') is var text && parsed.AbsolutePath == "/" ? text + "/" : text);
    }

    private static bool Covers(Uri trusted, Uri url)
    {
        var path = trusted.AbsolutePath.TrimEnd('/');
        return trusted.Scheme == url.Scheme
            && trusted.IdnHost.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase)
            && trusted.Port == url.Port
            && url.AbsolutePath.StartsWith(path, StringComparison.Ordinal)
            && (url.AbsolutePath.Length == path.Length || url.AbsolutePath[path.Length] == '/');
    }

    private static void AddTo(List<TrustedEndpoint> trusted, string entry, string source)
    {
        if (entry.Length == 0 || entry[0] == '#')
        {
            return;
        }

        try
        {
            trusted.Add(new TrustedEndpoint(Parse(entry), source));
        }
        catch (InvalidEndpointException)
        {
            // A line that cannot be read trusts nothing: the call says that its endpoint is not trusted, and names the command.
        }
    }

    private static bool IsSame(string line, Uri url)
    {
        List<TrustedEndpoint> one = [];
        AddTo(one, line.Trim(), "");
        return one.Count == 1 && one[0].Url == url;
    }

    private static string ConfigurationFolder(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return environment("APPDATA") is { Length: > 0 } roaming ? roaming : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        }

        // The XDG base directory specification tells to ignore relative paths.
        return environment("XDG_CONFIG_HOME") is { Length: > 0 } folder && Path.IsPathRooted(folder)
            ? folder
            : Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
    }

    private string[] ReadLines() => File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [];

    private void Write(IReadOnlyList<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var temporary = FilePath + $".{Environment.ProcessId}.tmp";
        File.WriteAllLines(temporary, lines);
        File.Move(temporary, FilePath, overwrite: true);
    }
}
