using System.Globalization;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Cli.Commands.Records;

/// <summary>Draws on the error stream how many records are done, where that is a terminal; warnings stand above.</summary>
internal sealed class RecordProgress(CliConsole console)
{
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private bool _isDrawn;

    /// <summary>Draws.</summary>
    public void Show(RecordSummary summary)
    {
        if (!console.ShowsProgress)
        {
            return;
        }

        var seconds = Math.Max(0.001, TimeProvider.System.GetElapsedTime(_started).TotalSeconds);
        var errors = summary.Errors > 0 ? string.Create(CultureInfo.InvariantCulture, $", {summary.Errors} unreadable") : "";
        console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\e[K{summary.Records} records{errors}  ({summary.Records / seconds:0.0}/s)"));
        _isDrawn = true;
    }

    /// <summary>Writes a warning.</summary>
    public void Warn(string message)
    {
        Clear();
        console.Error.WriteLine($"promptlsp: {message}");
    }

    /// <summary>Takes the drawing away.</summary>
    public void Clear()
    {
        if (_isDrawn)
        {
            console.Error.Write("\r\e[K");
            _isDrawn = false;
        }
    }
}
