using System.Text;
using CsCheck;
using PromptLsp.Models.Generation;

namespace PromptLsp.Models.Tests.Generation;

public sealed class StreamingTextTests
{
    [Fact]
    public void Pieces_are_whole_characters_and_give_the_text() => Gen.String.Sample(
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = Encoding.UTF8.GetString(bytes);
            var (pieces, rest) = Stream(bytes, []);
            Assert.Equal(expected, string.Concat(pieces) + rest);
            Assert.All(pieces, piece => Assert.False(piece.Length > 0 && char.IsHighSurrogate(piece[^1])));
        },
        iter: 2_000);

    [Fact]
    public void A_cut_off_character_shows_at_the_end_only()
    {
        var (pieces, rest) = Stream([.. "a"u8, 0xF0, 0x9F], []);
        Assert.Equal(("a", "\uFFFD"), (string.Concat(pieces), rest));
    }

    [Fact]
    public void The_text_ends_before_the_first_stop_text() => Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 30], Gen.String[Gen.Char["ab\n"], 1, 3]).Sample(
        (text, stop) =>
        {
            var (pieces, rest) = Stream(Encoding.UTF8.GetBytes(text), [stop]);
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            Assert.Equal(at < 0 ? text : text[..at], string.Concat(pieces) + rest);
        },
        iter: 5_000);

    // A token a byte.
    private static (List<string> Pieces, string Left) Stream(byte[] bytes, IReadOnlyList<string> stops)
    {
        var text = new StreamingText(ids => Encoding.UTF8.GetString([.. ids.Select(id => (byte)id)]), stops);
        var pieces = new List<string>();
        foreach (var value in bytes)
        {
            pieces.Add(text.Add(value));
            if (text.IsStopped)
            {
                break;
            }
        }

        return (pieces, text.Finish());
    }
}
