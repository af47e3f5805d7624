using System.Globalization;
using PromptLsp.Models.Fetching;

namespace PromptLsp.Cli.Commands.Models;

/// <summary>How far a fetch is: on a terminal one line that is drawn anew, else a line when a file is there.</summary>
/// <param name="console">Where.</param>
/// <param name="time">The clock: a terminal is drawn ten times a second at most.</param>
internal sealed class FetchProgressLine(CliConsole console, TimeProvider time) : IProgress<FetchProgress>, IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private long _drawn;
    private int _width;

    /// <inheritdoc/>
    public void Report(FetchProgress value)
    {
        var isWhole = value.Done == value.Total;
        if (!console.ShowsProgress)
        {
            if (isWhole)
            {
                console.Error.WriteLine(Text(value));
            }

            return;
        }

        if (isWhole || _drawn == 0 || time.GetElapsedTime(_drawn) >= _pause)
        {
            _drawn = time.GetTimestamp();
            Draw(Text(value));
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_width > 0)
        {
            Draw("");
            console.Error.Write("\r");
            _width = 0;
        }
    }

    private static string Text(FetchProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Path}  {value.Done / 1e6:0.0} of {value.Total / 1e6:0.0} MB{(value.Total > 0 ? $"  {100 * value.Done / value.Total} %" : "")}");

    private void Draw(string text)
    {
        console.Error.Write("\r" + text.PadRight(_width));
        _width = text.Length;
    }
}
