using System.Text;
using CsCheck;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class PrefixTokensTests
{
    private static readonly TokenCounterProvider _provider = new();

    private static readonly string[] _parts = ["the", "ing", "tion", "😀", "中文", "ABC", "international", "====", "\n\n"];

    private static readonly Gen<string> _text = Gen.OneOf(
        Gen.Char['a', 'z'].Array[0, 80].Select(letters => new string(letters)),
        Gen.Select(Gen.Int[0, 6].Select(i => "a_ =中é0"[i]), Gen.Int[0, 300]).Select((character, count) => new string(character, count)),
        Gen.Int[0, _parts.Length - 1].Select(part => _parts[part]).Array[0, 20].Select(string.Concat));

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void AfterEachEditTheCountIsThatOfTheWholePiece(string encoding)
    {
        var counter = (IPieceTokenCounter)_provider.Find(encoding)!;
        Gen.Select(_text, Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 30], _text).Array[1, 8]).Sample(
            (text, edits) =>
            {
                var state = counter.CreatePrefixTokens();
                state.Append(Encoding.UTF8.GetBytes(text));
                foreach (var (place, length, inserted) in edits)
                {
                    var start = Boundary(text, place % (text.Length + 1));
                    var end = Boundary(text, Math.Min(text.Length, start + length));
                    var (first, removed) = (Encoding.UTF8.GetByteCount(text.AsSpan(0, start)), Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start)));
                    state.Replace(first, removed, Encoding.UTF8.GetBytes(inserted));
                    text = text[..start] + inserted + text[end..];
                    Assert.Equal(Encoding.UTF8.GetByteCount(text), state.Length);
                    Assert.Equal(text.Length == 0 ? 0 : counter.CountPiece(text), state.Count);
                }
            },
            iter: 1_000,
            threads: 1);
    }

    [Fact]
    public void AnEditInsideALongPieceReachesNotFar()
    {
        var counter = (IPieceTokenCounter)_provider.Find("o200k_base")!;
        var random = new Random(5);
        var letters = string.Concat(Enumerable.Range(0, 200_000).Select(_ => (char)('a' + random.Next(26))));
        var state = counter.CreatePrefixTokens();
        state.Append(Encoding.UTF8.GetBytes(letters));
        Assert.InRange(state.Replace(100_000, 1, "xyz"u8), 3, 2_000);
        Assert.Equal(counter.CountPiece(letters[..100_000] + "xyz" + letters[100_001..]), state.Count);
        Assert.Equal(counter.CountPiece(letters.AsSpan(0, 50_000)), state.CountOf(50_000));
    }

    private static int Boundary(string text, int offset) =>
        offset > 0 && offset < text.Length && char.IsSurrogatePair(text[offset - 1], text[offset]) ? offset - 1 : offset;
}
