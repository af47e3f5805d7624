using System.Diagnostics;

namespace PromptLsp.Server.Sessions;

/// <summary>Notices the end of the editor's process, so that a server whose editor was killed does not stay behind.</summary>
internal static class ParentProcessWatch
{
    /// <summary>Awaits the end of a process.</summary>
    /// <returns>True when it ended; false at once where there is no such process to be seen, as from inside a container.</returns>
    public static async Task<bool> WaitForEndAsync(int processId, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync(cancellationToken);
            return true;
        }
        catch (Exception ex) when (ex is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
