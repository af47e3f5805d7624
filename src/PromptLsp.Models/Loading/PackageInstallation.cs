namespace PromptLsp.Models.Loading;

/// <summary>
/// A model's folder in the making: files go to a hidden folder beside the target, which takes the target's name when all is there. So nobody ever sees half
/// a model, and a failure leaves nothing behind.
/// </summary>
public sealed class PackageInstallation : IDisposable
{
    private bool _isKept;

    private PackageInstallation(string target, string folder)
    {
        Target = target;
        Folder = folder;
    }

    /// <summary>Where the model will be.</summary>
    public string Target { get; }

    /// <summary>Where its files are written.</summary>
    public string Folder { get; }

    /// <summary>Begins.</summary>
    /// <param name="target">Path of a folder that does not exist yet.</param>
    /// <param name="isResumable">True where an earlier beginning is gone on with; then it is kept when it fails again.</param>
    /// <exception cref="ModelInstallException">The target exists.</exception>
    /// <exception cref="IOException">A folder cannot be made.</exception>
    public static PackageInstallation Begin(string target, bool isResumable = false)
    {
        var path = Path.GetFullPath(target).TrimEnd(Path.DirectorySeparatorChar);
        if (Path.Exists(path))
        {
            throw new ModelInstallException($"'{path}' exists already. Remove it first, or give another place.");
        }

        var name = $".{Path.GetFileName(path)}.partial{(isResumable ? "" : "-" + Environment.ProcessId)}";
        var folder = Path.Combine(Path.GetDirectoryName(path)!, name);
        Directory.CreateDirectory(folder);
        return new PackageInstallation(path, folder) { _isKept = isResumable };
    }

    /// <summary>Gives the folder its name.</summary>
    /// <exception cref="IOException">Somebody else was faster, or the folder cannot be moved.</exception>
    public void Commit()
    {
        Directory.Move(Folder, Target);
        _isKept = true;
    }

    /// <summary>Keeps nothing of what was written, also where it could be gone on with.</summary>
    public void Discard() => _isKept = false;

    /// <summary>Removes what was written unless it is in place or can be gone on with.</summary>
    public void Dispose()
    {
        if (!_isKept && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
