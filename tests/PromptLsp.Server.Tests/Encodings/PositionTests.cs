using System.Text;
using CsCheck;
using PromptLsp.Protocol.Generated;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Tests.Encodings;

public sealed class PositionTests
{
    private static readonly PositionEncoding[] _encodings = [PositionEncoding.Utf8, PositionEncoding.Utf16, PositionEncoding.Utf32];

    /// <summary>Text of the kinds that break position arithmetic: astral letters, combining marks, joiners, all three line ends, half a pair.</summary>
    internal static Gen<string> Texts { get; } = Gen.OneOf(
        "a", "ä", "e\u0301", "日", "\U0001F600", "\U0001F468\u200D\U0001F469", "\n", "\r\n", "\r", "\t", " ", "\uD83D", "\uFEFF", "{{ x }}")
        .List[0, 40].Select(string.Concat);

    [Fact]
    public void Positions_round_trip_in_every_encoding() => Texts.Sample(value =>
    {
        var text = SourceText.From(value);
        foreach (var encoding in _encodings)
        {
            for (var offset = 0; offset <= text.Length; offset++)
            {
                if (IsPlace(value, offset))
                {
                    Assert.Equal(offset, FromProto.Offset(text, ToProto.Position(text, offset, encoding), encoding));
                }
            }
        }
    });

    [Fact]
    public void Characters_count_what_the_encoding_says() => Texts.Sample(value =>
    {
        var text = SourceText.From(value);
        for (var offset = 0; offset <= text.Length; offset++)
        {
            if (IsPlace(value, offset))
            {
                var before = value[text.Lines.StartOf(text.Lines.LineOf(offset))..offset];
                Assert.Equal((uint)Encoding.UTF8.GetByteCount(before), ToProto.Position(text, offset, PositionEncoding.Utf8).Character);
                Assert.Equal((uint)before.Length, ToProto.Position(text, offset, PositionEncoding.Utf16).Character);
                Assert.Equal((uint)before.EnumerateRunes().Count(), ToProto.Position(text, offset, PositionEncoding.Utf32).Character);
            }
        }
    });

    [Fact]
    public void Any_position_at_all_means_a_place_in_the_text() =>
        Gen.Select(Texts, Gen.UInt, Gen.UInt[0, 50]).Sample((value, character, line) =>
        {
            var text = SourceText.From(value);
            foreach (var encoding in _encodings)
            {
                foreach (var units in new[] { character, character % 50 })
                {
                    var offset = FromProto.Offset(text, new Position { Line = line, Character = units }, encoding);
                    Assert.True(IsPlace(value, offset), $"{offset} is inside a character");
                }
            }
        });

    [Theory]
    [InlineData(PositionEncoding.Utf8, 5u)]
    [InlineData(PositionEncoding.Utf16, 3u)]
    [InlineData(PositionEncoding.Utf32, 2u)]
    internal void An_astral_letter_has_four_bytes_two_code_units_one_code_point(PositionEncoding encoding, uint expected) =>
        Assert.Equal(expected, ToProto.Position(SourceText.From("a\U0001F600b"), 3, encoding).Character);

    [Fact]
    public void A_character_past_the_line_means_its_end_and_a_line_past_the_text_its_end()
    {
        var text = SourceText.From("ab\r\ncd");

        Assert.Equal(2, FromProto.Offset(text, new Position { Line = 0, Character = uint.MaxValue }, PositionEncoding.Utf16));
        Assert.Equal(6, FromProto.Offset(text, new Position { Line = uint.MaxValue, Character = 0 }, PositionEncoding.Utf8));
    }

    [Fact]
    public void The_first_encoding_of_the_editors_list_that_is_known_is_used()
    {
        Assert.Equal(PositionEncoding.Utf16, FromProto.Encoding(null));
        Assert.Equal(PositionEncoding.Utf16, FromProto.Encoding([]));
        Assert.Equal(PositionEncoding.Utf32, FromProto.Encoding([new PositionEncodingKind("utf-7"), PositionEncodingKind.UTF32, PositionEncodingKind.UTF8]));
    }

    /// <summary>True where a caret can stand: neither inside a surrogate pair nor between CR and LF.</summary>
    private static bool IsPlace(string text, int offset) =>
        offset == 0 || offset == text.Length
        || !((text[offset - 1] == '\r' && text[offset] == '\n') || (char.IsHighSurrogate(text[offset - 1]) && char.IsLowSurrogate(text[offset])));
}
