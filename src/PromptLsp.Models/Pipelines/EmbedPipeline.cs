using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>
/// The command <c>embed</c> as a stream: lines or JSON lines with <c>text</c> in; a JSON line <c>{"index","dimension","embedding"}</c> for each record out,
/// in the order of the input; a record that cannot be read gives <c>{"index","error"}</c> and the others go on. Memory does not grow with the input.
/// </summary>
/// <param name="model">The model; the caller disposes of it.</param>
/// <param name="options">How to read.</param>
public sealed class EmbedPipeline(EmbeddingModel model, EmbedPipelineOptions options)
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
    public async Task<EmbedSummary> RunAsync(Stream input, Stream output, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var windows = Channel.CreateBounded<List<TextRecord>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = new TextRecordReader(input, new TextRecordParser(options.Format), windows.Writer).RunAsync(stop.Token);
        var summary = new EmbedSummary(0, 0, 0, 0);
        try
        {
            await foreach (var window in windows.Reader.ReadAllAsync(cancellationToken))
            {
                summary = await WriteAsync(window, output, summary, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        return summary;
    }

    private async Task<EmbedSummary> WriteAsync(List<TextRecord> window, Stream output, EmbedSummary before, CancellationToken cancellationToken)
    {
        var embeddings = await model.EmbedAsync([.. window.Where(record => record.Text is not null).Select(record => record.Text!)], cancellationToken);
        var first = options.FirstIndex + before.Records;
        _line.ResetWrittenCount();
        await using var writer = new Utf8JsonWriter(_line, _writing);
        var next = 0;
        var nextTruncated = 0;
        for (var position = 0; position < window.Count; position++)
        {
            if (window[position].Error is { } error)
            {
                WriteError(writer, first + position, error);
                continue;
            }

            if (nextTruncated < embeddings.Truncated.Count && embeddings.Truncated[nextTruncated].Index == next)
            {
                options.OnTruncated?.Invoke(embeddings.Truncated[nextTruncated++] with { Index = first + position });
            }

            WriteEmbedding(writer, first + position, embeddings[next++].Span);
        }

        await output.WriteAsync(_line.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        return new EmbedSummary(
            before.Records + window.Count, before.Errors + window.Count - next, before.Truncated + embeddings.Truncated.Count, before.Tokens + embeddings.TokenCount);
    }

    private void WriteEmbedding(Utf8JsonWriter writer, long index, ReadOnlySpan<float> embedding)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WriteNumber("dimension", embedding.Length);
        writer.WriteStartArray("embedding");
        foreach (var value in embedding)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
        EndLine(writer);
    }

    private void WriteError(Utf8JsonWriter writer, long index, string error)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WriteString("error", error);
        EndLine(writer);
    }

    private void EndLine(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
        _line.Write("\n"u8);
    }
}
