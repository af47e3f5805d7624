using System.Text;
using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tokens.Incremental;

namespace PromptLsp.Core.Tests.Tokens.Incremental;

/// <summary>Counting an edited text by its old pieces gives what counting it whole gives, whatever the text and the edit.</summary>
public sealed class CountedTextTests
{
    private const int EditsOfOneText = 40;

    private static readonly TokenCounterProvider _provider = new();

    private static readonly string[] _fragments =
    [
        "the quick brown fox ", "don't", "'LL", "'s", "'\u017F", "HTTPServer", "UPPER", "lower", "ǅ", "中文字", "é", "e\u0301", "\u0301", "1", "12", "1234567", "½", " ", "  ", "\t", "\n", "\r",
        "\r\n", "\n\n\n", " \n ", "\u00A0", "\u2028", "!", "...", "/", "//\n", "…", "😀", "👨‍👩‍👧", "\uD83D", "\uDE00", "𝔸", "𐐀", "<|endoftext|>", "{{ x }}", "- [ ] ", "#", "_", "a",
    ];

    public static TheoryData<string> Encodings => [TokenCounterProvider.O200kBase, TokenCounterProvider.Cl100kBase];

    private static readonly Gen<string> _unit = Gen.Int[0, _fragments.Length - 1].Select(i => _fragments[i]);

    /// <summary>Ordinary mixtures, and long runs of one thing.</summary>
    private static readonly Gen<string> _text = Gen.Frequency(
        (4, _unit.Array[0, 40].Select(string.Concat)),
        (1, Gen.Select(_unit, Gen.Int[1, 300], _unit, (run, times, end) => string.Concat(Enumerable.Repeat(run, times)) + end)));

    private static readonly Gen<string> _inserted = Gen.Frequency((6, _unit), (3, Gen.Const("")), (1, _text));

    private static readonly Gen<(double Place, int Removed, string Inserted)> _edit =
        Gen.Select(Gen.Double[0, 1], Gen.Frequency((3, Gen.Const(0)), (4, Gen.Int[1, 4]), (1, Gen.Int[0, 200])), _inserted);

    /// <summary>With both encodings 100,000 edits.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public void Edits_are_counted_as_whole_texts_are(string encoding) => Gen.Select(_text, _edit.Array[EditsOfOneText]).Sample(
        (text, edits) =>
        {
            var counter = Counter(encoding);
            var counted = CountedText.Count(text, new PieceReader(counter));
            foreach (var (place, removed, inserted) in edits)
            {
                var start = (int)(place * text.Length);
                text = string.Concat(text.AsSpan(0, start), inserted, text.AsSpan(Math.Min(text.Length, start + removed)));
                counted = counted.With(text);
                Assert.Equal(counter.Count(text), counted.Tokens);
            }

            Assert.Equal(text, counted.Text);
        },
        iter: 50_000 / EditsOfOneText);

    /// <summary>The tokens of segments and the place where a limit falls, after edits, as from scratch.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public void Parts_and_limits_are_those_of_the_whole_text(string encoding) => Gen.Select(_text, _edit.Array[4], _text.Array[1, 8], Gen.Int[0, 60]).Sample(
        (text, edits, parts, limit) =>
        {
            var counter = Counter(encoding);
            var counted = CountedText.Count(text, new PieceReader(counter, longPiece: 4));
            foreach (var (place, removed, inserted) in edits)
            {
                var start = (int)(place * text.Length);
                text = string.Concat(text.AsSpan(0, start), inserted, text.AsSpan(Math.Min(text.Length, start + removed)));
                counted = counted.With(text);
            }

            var whole = string.Concat(parts);
            counted = counted.With(whole);
            int[] ends = [.. parts.Select((_, i) => parts.Take(i + 1).Sum(part => part.Length))];
            var expected = new int[ends.Length];
            TokenShares.Add(expected, ends, 0, counter.Encode(whole));
            Assert.Equal(expected, counted.CountParts(ends));
            Assert.Equal(counter.PrefixLength(whole, limit), counted.PrefixLength(limit));
        },
        iter: 3_000);

    /// <summary>Keys within one run that the tokenizer cannot cut.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public void An_unbroken_run_keeps_its_count(string encoding)
    {
        var counter = Counter(encoding);
        var random = new Random(7);
        string[] keys = ["a", "z", "é", "漢", "😀", "\uD83D", "\uDE00", "ab"];
        foreach (var unit in (string[])["a", "qx", "漢", "é😀", "_"])
        {
            var text = string.Concat(Enumerable.Repeat(unit, LongPieces.Shortest + 1_000));
            var counted = CountedText.Count(text, new PieceReader(counter));
            for (var key = 0; key < 20; key++)
            {
                var start = random.Next(text.Length - 3);
                text = string.Concat(text.AsSpan(0, start), keys[random.Next(keys.Length)], text.AsSpan(start + random.Next(3)));
                counted = counted.With(text);
                Assert.Equal(counter.Count(text), counted.Tokens);
            }
        }
    }

    /// <summary>Thousands of edits in a long text: the chunks stay few and right.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_long_text_keeps_its_count_through_a_session(string encoding)
    {
        var counter = Counter(encoding);
        var random = new Random(11);
        var text = new StringBuilder(string.Concat(Enumerable.Range(0, 8_000).Select(_ => _fragments[random.Next(_fragments.Length)] + " ")));
        var counted = CountedText.Count(text.ToString(), new PieceReader(counter));
        for (var edit = 0; edit < 3_000; edit++)
        {
            var start = random.Next(text.Length);
            text.Remove(start, Math.Min(random.Next(edit % 100 == 0 ? 3_000 : 6), text.Length - start));
            text.Insert(start, edit % 50 == 0 ? string.Concat(_fragments) : _fragments[random.Next(_fragments.Length)]);
            counted = counted.With(text.ToString());
        }

        Assert.Equal(counter.Count(text.ToString()), counted.Tokens);
        Assert.InRange(counted.ChunkCount, 1, (text.Length / PieceChunk.MaxPieces * 4) + 4);
    }

    private static IPieceTokenCounter Counter(string encoding) => Assert.IsType<IPieceTokenCounter>(_provider.Find(encoding), exactMatch: false);
}
