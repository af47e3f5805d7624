using System.Text;
using System.Text.RegularExpressions;

namespace PromptLsp.Cli.Tests;

/// <summary>Reads the line of progress that <c>eval</c> draws on a terminal.</summary>
internal static partial class TerminalProgress
{
    /// <summary>Reads to the end of the stream; calls <paramref name="stop"/> once, as soon as <paramref name="isReached"/> says yes.</summary>
    /// <returns>The greatest number of finished results that was shown.</returns>
    public static async Task<int> ReadAsync(StreamReader terminal, Func<int, bool> isReached, Action stop)
    {
        var shown = new StringBuilder();
        var buffer = new char[4096];
        var (most, isStopped) = (0, false);
        while (await terminal.ReadAsync(buffer) is > 0 and var read)
        {
            shown.Append(buffer, 0, read);
            most = Math.Max(most, Done().Matches(shown.ToString()).Select(match => int.Parse(match.Groups[1].Value)).DefaultIfEmpty().Max());
            if (!isStopped && isReached(most))
            {
                isStopped = true;
                stop();
            }
        }

        return most;
    }

    [GeneratedRegex(@"(\d+)/\d+  \d+ passed")]
    private static partial Regex Done();
}
