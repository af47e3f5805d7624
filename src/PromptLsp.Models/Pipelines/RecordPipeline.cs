using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>
/// The commands <c>embed</c>, <c>tokenize</c>, <c>classify</c>, <c>ner</c> as streams: lines or JSON lines with <c>text</c> in; a JSON line <c>{"index",…}</c> for each record
/// out, in the order of the input; a record that cannot be read gives <c>{"index","error"}</c> and the others go on. Memory does not grow with the input.
/// </summary>
/// <param name="processor">What is done with the texts; not owned.</param>
/// <param name="options">How to read.</param>
public sealed class RecordPipeline(IRecordProcessor processor, RecordPipelineOptions options)
{
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Runs from the beginning of <paramref name="input"/> to its end. Neither stream is closed; the output is flushed whenever the input has to be waited for.</summary>
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
        var reading = new TextRecordReader(input, new TextRecordParser(options.Format, options.TakesPairs), windows.Writer).RunAsync(stop.Token);
        var summary = RecordSummary.Empty;
        try
        {
            await foreach (var window in windows.Reader.ReadAllAsync(cancellationToken))
            {
                summary = summary.Plus(await WriteAsync(window, output, options.FirstIndex + summary.Records, cancellationToken));
                options.OnProgress?.Invoke(summary);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return summary;
    }

    private async Task<RecordSummary> WriteAsync(List<TextRecord> window, Stream output, long first, CancellationToken cancellationToken)
    {
        TextInput[] inputs = [.. window.Where(record => record.Input is not null).Select(record => record.Input!.Value)];
        var answers = await processor.ProcessAsync(inputs, cancellationToken);
        var truncated = answers.Truncated.ToDictionary(text => text.Index);
        _line.ResetWrittenCount();
        await using var writer = new Utf8JsonWriter(_line, _writing);
        var next = 0;
        for (var position = 0; position < window.Count; position++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", first + position);
            if (window[position].Error is { } error)
            {
                writer.WriteString("error", error);
            }
            else
            {
                Tell(truncated.GetValueOrDefault(next), first + position);
                answers.Write(next++, writer);
            }

            EndLine(writer);
        }

        await output.WriteAsync(_line.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        return new RecordSummary(window.Count, window.Count - next + answers.Errors, answers.Truncated.Count, answers.Tokens);
    }

    private void Tell(TruncatedText? text, long record)
    {
        if (text is not null)
        {
            options.OnTruncated?.Invoke(text with { Index = record });
        }
    }

    private void EndLine(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
        _line.Write("\n"u8);
    }
}
