using CsCheck;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class StreamedTokenCountTests
{
    private static readonly string[] _parts =
        ["word ", "Word's", " \n\n ", "\t\t", "1234567", "数字", "😀👩‍👩‍👧", "....////\n\n", "\r", "\n", "    ", "ﬀ̈", "x", "YZ", "'LL", "\ud83d", "\udc00"];

    /// <summary>Wherever the reader's blocks end, the count is that of the whole text.</summary>
    [Theory]
    [InlineData(TokenCounterProvider.O200kBase)]
    [InlineData("cl100k_base")]
    public async Task A_stream_counts_as_the_whole_text(string name)
    {
        var counter = Assert.IsAssignableFrom<IPieceTokenCounter>(RenderedPrompts.Counters.Find(name));
        var parts = Gen.Select(Gen.Int[0, _parts.Length - 1].Select(i => _parts[i]), Gen.Int[1, 30_000], (part, times) => string.Concat(Enumerable.Repeat(part, times % 97 == 0 ? times : times % 9))).Array[1, 2000];
        await parts.SampleAsync(
            async texts =>
            {
                var text = string.Concat(texts);
                using var reader = new StringReader(text);
                Assert.Equal(counter.Count(text), await StreamedTokenCount.CountAsync(reader, counter));
            },
            iter: 6);
    }

    [Fact]
    public async Task Text_longer_than_all_buffers_is_counted_by_pieces()
    {
        var counter = (IPieceTokenCounter)RenderedPrompts.O200k;
        var text = string.Concat(Enumerable.Repeat("The quick brown fox.\n", 100_000));
        using var reader = new StringReader(text);
        Assert.Equal(counter.Count(text), await StreamedTokenCount.CountAsync(reader, counter));
    }

    [Fact]
    public async Task A_run_without_end_is_refused_and_not_held()
    {
        using var reader = new EndlessReader();
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StreamedTokenCount.CountAsync(reader, (IPieceTokenCounter)RenderedPrompts.O200k, 1_000_000));
        Assert.Contains("1,000,000", refused.Message, StringComparison.Ordinal);
    }

    private sealed class EndlessReader : TextReader
    {
        public override ValueTask<int> ReadBlockAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill('a');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
