using System.Buffers;
using System.Globalization;
using System.Text;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Cli.Commands;

/// <summary>Files that are counted as they are.</summary>
internal static class PlainText
{
    /// <summary>Longest text, in UTF-16 code units, for a tokenizer that must see all of it at once.</summary>
    private const int MaxWhole = 64 * 1024 * 1024;

    private const int Sample = 8 * 1024;

    /// <summary>False for files in a folder that are no text: those with a zero byte at their beginning, as git tells them.</summary>
    public static bool IsText(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        Span<byte> bytes = stackalloc byte[Sample];
        return !bytes[..stream.ReadAtLeast(bytes, Sample, throwOnEndOfStream: false)].Contains((byte)0);
    }

    /// <summary>Opens a file as UTF-8, or as what its byte order mark says.</summary>
    /// <exception cref="CliException">It cannot be opened.</exception>
    public static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 256 * 1024 });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Infrastructure, $"{path}: {exception.Message}");
        }
    }

    /// <summary>The tokens of all that the reader gives, in bounded memory.</summary>
    /// <exception cref="CliException">The text cannot be counted so.</exception>
    public static async Task<int> CountAsync(TextReader reader, ITokenCounter counter, string path, CancellationToken cancellationToken)
    {
        try
        {
            return counter is IPieceTokenCounter pieces
                ? checked((int)await StreamedTokenCount.CountAsync(reader, pieces, cancellationToken: cancellationToken))
                : await CountWholeAsync(reader, counter, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new CliException(ExitCode.Usage, $"{path}: {exception.Message}");
        }
        catch (OverflowException)
        {
            throw new CliException(ExitCode.Usage, $"{path}: it has more than {int.MaxValue.ToString("N0", CultureInfo.InvariantCulture)} tokens; count it in parts.");
        }
        catch (IOException exception)
        {
            throw new CliException(ExitCode.Infrastructure, $"{path}: {exception.Message}");
        }
    }

    private static async Task<int> CountWholeAsync(TextReader reader, ITokenCounter counter, CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<char>();
        while (await reader.ReadBlockAsync(text.GetMemory(256 * 1024), cancellationToken) is > 0 and var read)
        {
            text.Advance(read);
            if (text.WrittenCount > MaxWhole)
            {
                throw new InvalidDataException($"{counter.Name} joins tokens across a whole text: more than {MaxWhole.ToString("N0", CultureInfo.InvariantCulture)} characters are too many for it.");
            }
        }

        return counter.Count(text.WrittenSpan);
    }
}
