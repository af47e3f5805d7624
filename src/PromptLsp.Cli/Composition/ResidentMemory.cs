using System.Globalization;
using System.Runtime.InteropServices;

namespace PromptLsp.Cli.Composition;

/// <summary>Gives memory back that is not in use, when nobody works.</summary>
internal static partial class ResidentMemory
{
    private const int DontNeed = 4;

    /// <summary>
    /// Collects and compacts the heap, and unmaps the pages of program files that were only read (code, constants, vocabularies). The system maps sixteen pages
    /// for one that is touched, so that nearly all of a program is resident though little is used; what is used again comes back from the file cache in microseconds.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            foreach (var (start, length) in CleanMappings(File.ReadLines("/proc/self/smaps")))
            {
                // Advice: where the system does not take it, the pages stay as they are.
                _ = Advise(start, length, DontNeed);
            }
        }
    }

    /// <summary>
    /// The mappings of files that cannot be written to and that no page was written to before that became so, as the loader does with the tables it fills in:
    /// those hold anonymous pages.
    /// </summary>
    /// <param name="lines">The form of /proc/PID/smaps (proc(5)): a line <c>start-end perms offset device inode path</c>, then lines <c>Name: N kB</c>, the last of them <c>VmFlags</c>.</param>
    internal static IEnumerable<(nint Start, nint Length)> CleanMappings(IEnumerable<string> lines)
    {
        (nint Start, nint Length)? mapping = null;
        foreach (var line in lines)
        {
            if (char.IsAsciiHexDigitLower(line.FirstOrDefault()))
            {
                mapping = TryParse(line, out var parsed) ? parsed : null;
            }
            else if (IsOwnMemory(line))
            {
                mapping = null;
            }
            else if (mapping is { } clean && line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                yield return clean;
            }
        }
    }

    /// <summary>True where pages of a mapping are not the file's any more: written to, in memory or swapped out.</summary>
    private static bool IsOwnMemory(string line) =>
        (line.StartsWith("Anonymous:", StringComparison.Ordinal) || line.StartsWith("Swap:", StringComparison.Ordinal) || line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
        && !line.EndsWith(" 0 kB", StringComparison.Ordinal);

    private static bool TryParse(string line, out (nint Start, nint Length) mapping)
    {
        mapping = default;
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var range, ['r', '-', _, 'p'], _, _, _, ['/', ..]] || range.Split('-') is not [var first, var last])
        {
            return false;
        }

        var start = nint.Parse(first, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        mapping = (start, nint.Parse(last, NumberStyles.HexNumber, CultureInfo.InvariantCulture) - start);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
