using System.Text;

namespace PromptLsp.Cli;

/// <summary>The process's streams: results go to the output, everything else to the error stream.</summary>
public sealed class CliConsole
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Results, UTF-8 with LF.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress, warnings and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, as bytes.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard output, as bytes, for commands that stream.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>True where the output is a terminal that may be drawn on in colour.</summary>
    public bool IsRich { get; init; }

    /// <summary>True where the error stream is a terminal: progress is drawn.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Width of the output in columns.</summary>
    public int Width { get; init; } = 120;

    /// <summary>The console of this process.</summary>
    public static CliConsole FromProcess() => new()
    {
        Output = Writer(Console.OpenStandardOutput(), autoFlush: false),
        Error = Writer(Console.OpenStandardError(), autoFlush: true),
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsRich = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        ShowsProgress = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 120 : Math.Max(60, Console.WindowWidth),
    };

    private static StreamWriter Writer(Stream stream, bool autoFlush) => new(stream, _utf8, 16 * 1024) { NewLine = "\n", AutoFlush = autoFlush };
}
