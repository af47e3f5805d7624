using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Pipelines;

/// <summary>
/// The commands <c>generate</c> and <c>perplexity</c> as streams: lines, or JSON lines with <c>text</c> or <c>messages</c> in; a JSON line for each out as soon
/// as it is there, in the order of the input; one that cannot be answered gives <c>{"index","error"}</c> and the others go on. Memory does not grow with the input.
/// </summary>
/// <param name="processor">What is done with each record; not owned.</param>
/// <param name="options">How to read.</param>
public sealed class ConversationPipeline(IConversationProcessor processor, RecordPipelineOptions options)
{
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Runs from the beginning of <paramref name="input"/> to its end. Neither stream is closed.</summary>
    /// <param name="input">UTF-8, with or without byte order mark, LF or CRLF.</param>
    /// <param name="output">UTF-8 with LF.</param>
    /// <param name="cancellationToken">Stops at once; the lines written until then are whole.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    /// <exception cref="IOException">A stream failed.</exception>
    public async Task<RecordSummary> RunAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var windows = Channel.CreateBounded<List<TextRecord>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = new TextRecordReader(input, new TextRecordParser(options.Format, takesPairs: false, takesMessages: true), windows.Writer).RunAsync(stop.Token);
        var summary = RecordSummary.Empty;
        try
        {
            await foreach (var window in windows.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var record in window)
                {
                    summary = summary.Plus(await WriteAsync(record, output, options.FirstIndex + summary.Records, cancellationToken));
                    options.OnProgress?.Invoke(summary);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return summary;
    }

    private async Task<RecordSummary> WriteAsync(TextRecord record, Stream output, long index, CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        await using var writer = new Utf8JsonWriter(_line, _writing);
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        var (error, tokens) = record.Error is { } unreadable ? (unreadable, 0) : await AnswerAsync(record, writer, cancellationToken);
        if (error is not null)
        {
            writer.WriteString("error", error);
        }

        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        _line.Write("\n"u8);
        await output.WriteAsync(_line.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        return new RecordSummary(1, error is null ? 0 : 1, 0, tokens);
    }

    private async Task<(string? Error, long Tokens)> AnswerAsync(TextRecord record, Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            var asked = new ConversationRecord(record.Conversation is null ? record.Input!.Value.Text : "", record.Conversation);
            return (null, await processor.ProcessAsync(asked, writer, cancellationToken));
        }
        catch (Exception exception) when (exception is ContextWindowException or ChatTemplateException or ModelFormatException)
        {
            return (exception.Message, 0);
        }
    }
}
