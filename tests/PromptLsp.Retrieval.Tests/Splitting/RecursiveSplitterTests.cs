using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Retrieval.Splitting;

namespace PromptLsp.Retrieval.Tests.Splitting;

public class RecursiveSplitterTests
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private static readonly ITokenCounter _counter = new TokenCounterProvider().Find(TokenCounterProvider.O200kBase)!;

    private static readonly Gen<string> _text = Gen.OneOf(
            "\n\n", "\n", " ", "a", "word", " word", "longer-word", "é", "\U0001F600", "数据", "\r\n", "\u2028", "```", "# ", "\uD83D", "'s", "    ", "\u001C")
        .Array[0, 60].Select(string.Concat);

    [Fact]
    public void Chunks_cover_everything_but_white_space_in_order() => _text.Select(Gen.Int[1, 30], Gen.Int[0, 30]).Sample((text, size, overlap) =>
    {
        var chunks = RecursiveSplitter.Split(text, new SplitterOptions(size, Math.Min(overlap, size)), TextLengths.CodePoints(text), _none);
        var covered = 0;
        foreach (var chunk in chunks)
        {
            Assert.True(chunk.Start >= 0 && chunk.Start < chunk.End && chunk.End <= text.Length);
            Assert.True(chunk.End >= covered);
            Assert.True(chunk.Start <= covered || IsWhite(text[covered..chunk.Start]));
            Assert.False(chunk.Start > 0 && char.IsSurrogatePair(text[chunk.Start - 1], text[chunk.Start]));
            covered = chunk.End;
        }

        Assert.True(IsWhite(text[covered..]));
    });

    [Fact]
    public void No_chunk_is_longer_than_the_size() => _text.Select(Gen.Int[1, 30], Gen.Int[0, 30]).Sample((text, size, overlap) =>
    {
        var length = TextLengths.CodePoints(text);
        return RecursiveSplitter.Split(text, new SplitterOptions(size, Math.Min(overlap, size)), length, _none)
            .All(chunk => length(chunk.Start, chunk.End) <= size);
    });

    [Fact]
    public void No_chunk_has_more_tokens_than_asked_for() => _text.Select(Gen.Int[1, 12]).Sample((text, size) =>
    {
        foreach (var chunk in new DocumentChunker(new SplitterOptions(size, size / 4), _counter).Split("a.txt", text, _none))
        {
            Assert.Equal(text[chunk.Start..chunk.End], chunk.Text);
            Assert.Equal(_counter.Count(chunk.Text), chunk.Tokens);
            Assert.True(chunk.Tokens <= size || chunk.Text.EnumerateRunes().Count() == 1, $"{chunk.Tokens} > {size}: {chunk.Text}");
        }
    });

    [Fact]
    public void Tokens_are_covered_too() => _text.Select(Gen.Int[1, 12]).Sample((text, size) =>
    {
        var covered = 0;
        foreach (var chunk in new DocumentChunker(new SplitterOptions(size, 0), _counter).Split("a.txt", text, _none))
        {
            Assert.True(IsWhite(text[covered..Math.Max(covered, chunk.Start)]));
            covered = Math.Max(covered, chunk.End);
        }

        Assert.True(IsWhite(text[covered..]));
    });

    [Theory]
    [InlineData("aa bb cc", 5, 0, "aa bb|cc")]
    [InlineData("aa bb cc", 6, 3, "aa bb|bb cc")]
    [InlineData("one\n\ntwo\n\nthree", 8, 0, "one\n\ntwo|three")]
    [InlineData("abcdefgh", 3, 0, "abc|def|gh")]
    [InlineData("   \n\n  ", 3, 0, "")]
    [InlineData("", 3, 0, "")]
    public void Pieces_are_joined_up_to_the_size(string text, int size, int overlap, string expected)
    {
        var chunks = RecursiveSplitter.Split(text, new SplitterOptions(size, overlap), TextLengths.CodePoints(text), _none);

        Assert.Equal(expected, string.Join('|', chunks.Select(chunk => text[chunk.Start..chunk.End])));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, -1)]
    [InlineData(5, 6)]
    public void Sizes_outside_their_range_are_refused(int size, int overlap) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitterOptions(size, overlap));

    [Fact]
    public void A_long_text_takes_one_count_for_each_level_of_its_pieces()
    {
        var counter = new CountingCounter();
        var text = string.Concat(Enumerable.Repeat("# Heading\n\nSome words that stand on a line of their own,\nand some more of them.\n\n", 2_000));

        new DocumentChunker(new SplitterOptions(64, 8), counter).Split("a.md", text, _none);

        Assert.InRange(counter.Characters, 1, 4 * text.Length);
    }

    [Fact]
    public void Splitting_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => new DocumentChunker(new SplitterOptions(8, 0), _counter).Split("a.md", "some text", cancelled.Token));
    }

    private static bool IsWhite(string text) => text.All(character => char.IsWhiteSpace(character) || character == '\u001C');

    private sealed class CountingCounter : ITokenCounter
    {
        public string Name => "counting";

        public long Characters { get; private set; }

        public int Count(ReadOnlySpan<char> text)
        {
            Characters += text.Length;
            return _counter.Count(text);
        }

        public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text) => _counter.Encode(text);

        public string Decode(IEnumerable<int> ids) => _counter.Decode(ids);

        public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => _counter.PrefixLength(text, maxTokens);
    }
}
