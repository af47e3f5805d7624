using System.Runtime.InteropServices;

namespace PromptLsp.Cli.Composition;

/// <summary>Gives memory back that is not in use, when nobody works.</summary>
internal static partial class ResidentMemory
{
    private const int DontNeed = 4;

    /// <summary>
    /// Collects and compacts the heap, and unmaps the pages of program files that were only read (code, constants, vocabularies). The system reads each page
    /// for sixteen around it, so that nearly all of a program is resident though little is used; what is used again comes back from the file cache in microseconds.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            GiveBackProgramPages();
        }
    }

    private static void GiveBackProgramPages()
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            if (TryParse(line, out var start, out var length))
            {
                // Advice: where the system does not take it, the pages stay as they are.
                _ = Advise(start, length, DontNeed);
            }
        }
    }

    /// <summary>A line is <c>start-end perms offset device inode path</c> (proc(5)); taken are mappings of files that nobody can have written to.</summary>
    private static bool TryParse(string line, out nint start, out nint length)
    {
        (start, length) = (0, 0);
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var range, ['r', '-', _, 'p'], _, _, _, ['/', ..]] || range.Split('-') is not [var first, var last])
        {
            return false;
        }

        start = nint.Parse(first, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        length = nint.Parse(last, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) - start;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
