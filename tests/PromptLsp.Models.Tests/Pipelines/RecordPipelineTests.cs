using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CsCheck;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Pipelines;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Pipelines;

public sealed class RecordPipelineTests(ModelFixture fixture)
{
    [Fact]
    public async Task LinesBecomeJsonLinesInTheirOrder()
    {
        var (lines, summary) = await RunAsync("first text\r\n\nthe third, which is longer than the others\nlast");
        Assert.Equal(new RecordSummary(4, 0, 0, 5 + 2 + 10 + 3), summary);
        var expected = await fixture.Model.EmbedAsync(["first text", "", "the third, which is longer than the others", "last"]);
        for (var index = 0; index < 4; index++)
        {
            Assert.StartsWith($$"""{"index":{{index}},"dimension":384,"embedding":[""", lines[index], StringComparison.Ordinal);
            Assert.True(Embedding(lines[index]).SequenceEqual(expected[index].ToArray()), lines[index]);
        }
    }

    [Fact]
    public async Task JsonLinesAreFoundOutAndABrokenOneStopsNothing()
    {
        var (lines, summary) = await RunAsync(string.Join('\n',
            "\uFEFF{\"text\": \"first\"}", "", "{\"text\": 5}", "{\"text\": \"broken", "[1]", "{\"text\":\"a\"} {\"text\":\"b\"}", "{\"text\":\"\\ud800\"}", "{\"id\":7,\"text\":\"l\\u0061st\"}"));

        Assert.Equal((7, 5), (summary.Records, summary.Errors));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], lines.Select(Index));
        var errors = lines.Select(Error).ToList();
        Assert.Equal([null, "line 3: expected a JSON object with a text: {\"text\": \"…\"}."], errors[..2]);
        Assert.Equal("line 4, byte 17: not valid JSON.", errors[2]);
        Assert.StartsWith("line 5: expected a JSON object", errors[3], StringComparison.Ordinal);
        Assert.Equal("line 6, byte 14: not valid JSON.", errors[4]);
        Assert.Equal("line 7: a text is not valid Unicode.", errors[5]);
        var last = await fixture.Model.EmbedAsync(["last"]);
        Assert.True(Embedding(lines[6]).SequenceEqual(last[0].ToArray()));
    }

    [Theory]
    [InlineData(RecordFormat.Lines, "{\"text\":\"x\"}", null)]
    [InlineData(RecordFormat.JsonLines, "plain", "line 1, byte 1: not valid JSON.")]
    [InlineData(RecordFormat.Auto, "{{name}}", null)]
    public async Task AFormatCanBeAskedFor(RecordFormat format, string input, string? error)
    {
        var (lines, _) = await RunAsync(input, new RecordPipelineOptions { Format = format });
        Assert.Equal(error, Error(Assert.Single(lines)));
    }

    [Fact]
    public async Task BrokenUtf8AndEndlessLinesAreErrorsOfTheirRecord()
    {
        byte[] input = [.. "good\n"u8, 0xC3, 0x28, (byte)'\n', .. Enumerable.Repeat((byte)'a', TextRecordReader.MaxLineBytes + 5), (byte)'\n', .. "good\n"u8, .. Enumerable.Repeat((byte)'b', 2_500_000)];
        var (lines, summary) = await RunAsync(new MemoryStream(input), new RecordPipelineOptions { FirstIndex = 100 });
        Assert.Equal([null, "line 2: not valid UTF-8. Save the file as UTF-8.", "line 3: longer than 1048576 bytes. Split the text.", null, "line 5: longer than 1048576 bytes. Split the text."], lines.Select(Error));
        Assert.Equal([100, 101, 102, 103, 104], lines.Select(Index));
        Assert.Equal((5, 3), (summary.Records, summary.Errors));
    }

    [Fact]
    public async Task ACutTextIsToldWithTheNumberOfItsRecord()
    {
        var told = new List<TruncatedText>();
        var cat = string.Join(' ', Enumerable.Repeat("cat", 300));
        var (_, summary) = await RunAsync($"{{\"text\":\"a\"}}\nbroken\n{{\"text\":\"{cat}\"}}", new RecordPipelineOptions { OnTruncated = told.Add, FirstIndex = 10 });
        Assert.Equal([new TruncatedText(12, 302, 256)], told);
        Assert.Equal(1, summary.Truncated);
    }

    [Fact]
    public async Task EmptyInputGivesNothing()
    {
        var (lines, summary) = await RunAsync("");
        Assert.Empty(lines);
        Assert.Equal(new RecordSummary(0, 0, 0, 0), summary);
    }

    [Fact]
    public async Task ALineIsAnsweredBeforeTheNextOneComes()
    {
        var input = new Pipe();
        var output = new Pipe();
        var running = new RecordPipeline(new EmbeddingProcessor(fixture.Model), new RecordPipelineOptions()).RunAsync(input.Reader.AsStream(), output.Writer.AsStream());
        using var answers = new StreamReader(output.Reader.AsStream());
        for (var index = 0; index < 3; index++)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes($"line {index}\n"));
            Assert.Equal(index, Index((await answers.ReadLineAsync())!));
        }

        await input.Writer.CompleteAsync();
        Assert.Equal(3, (await running).Records);
    }

    [Fact]
    public async Task AnEndlessInputIsHeldInBoundsAndCanBeCancelled()
    {
        using var source = new CancellationTokenSource();
        await using var input = new EndlessLines();
        await using var output = new CancellingStream(source, afterBytes: 1_000_000);
        var running = new RecordPipeline(new EmbeddingProcessor(fixture.Model), new RecordPipelineOptions()).RunAsync(input, output, source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        // Each line out has more than 4000 bytes, each line in 12: what is read ahead is a few windows, however long it runs.
        Assert.InRange(input.BytesRead, 1, (output.BytesWritten / 4000 * 12) + 200_000);
    }

    [Fact]
    public async Task AWaitingInputIsLeftWhenCancelled()
    {
        var input = new Pipe();
        using var source = new CancellationTokenSource();
        var running = new RecordPipeline(new EmbeddingProcessor(fixture.Model), new RecordPipelineOptions()).RunAsync(input.Reader.AsStream(), new MemoryStream(), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task AFailingInputFailsTheCommand()
    {
        var running = new RecordPipeline(new EmbeddingProcessor(fixture.Model), new RecordPipelineOptions()).RunAsync(new FailingStream(), new MemoryStream());
        Assert.Equal("the disk is gone", (await Assert.ThrowsAsync<IOException>(() => running)).Message);
    }

    [Fact]
    public void AnyBytesGiveOneRecordALine() =>
        Gen.Byte[0, 255].Array[0, 200].Sample(
            bytes =>
            {
                var parser = new TextRecordParser(RecordFormat.JsonLines);
                var record = parser.Parse(bytes);
                return record is null ? bytes.All(value => value is (byte)' ' or (byte)'\t' or (byte)'\r') || bytes.AsSpan().StartsWith("\uFEFF"u8) : record.Value.Input is null != record.Value.Error is null;
            });

    [Theory]
    [InlineData("""{"text":"a","pair":"b"}""", true, "a", "b", null)]
    [InlineData("""{"text":"a","pair":null}""", true, "a", null, null)]
    [InlineData("""{"text":"a","pair":5}""", true, null, null, "line 1: \"pair\" must be a text.")]
    [InlineData("""{"text":"a","pair":"\ud800"}""", true, null, null, "line 1: a text is not valid Unicode.")]
    [InlineData("""{"text":"a","pair":5}""", false, "a", null, null)]
    public void APairIsReadWhereItMeansSomething(string line, bool takesPairs, string? text, string? pair, string? error)
    {
        var record = new TextRecordParser(RecordFormat.Auto, takesPairs).Parse(Encoding.UTF8.GetBytes(line))!.Value;
        Assert.Equal((text, pair, error), (record.Input?.Text, record.Input?.Pair, record.Error));
    }

    private async Task<(List<string> Lines, RecordSummary Summary)> RunAsync(string input, RecordPipelineOptions? options = null) =>
        await RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), options ?? new RecordPipelineOptions());

    private async Task<(List<string> Lines, RecordSummary Summary)> RunAsync(Stream input, RecordPipelineOptions options)
    {
        using var output = new MemoryStream();
        var summary = await new RecordPipeline(new EmbeddingProcessor(fixture.Model), options).RunAsync(input, output);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        return ([.. text.Split('\n')[..^1]], summary);
    }

    private static long Index(string line) => Property(line, "index", value => value.GetInt64());

    private static string? Error(string line) => Property(line, "error", value => value.GetString());

    private static float[] Embedding(string line) => Property(line, "embedding", value => value.EnumerateArray().Select(number => number.GetSingle()).ToArray())!;

    private static T? Property<T>(string line, string name, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty(name, out var value) ? read(value) : default;
    }
}
