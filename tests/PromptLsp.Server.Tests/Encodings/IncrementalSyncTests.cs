using CsCheck;
using PromptLsp.Protocol.Generated;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Tests.Encodings;

public sealed class IncrementalSyncTests
{
    [Fact]
    public void Typing_gives_the_text_that_a_fresh_open_would_give() =>
        Gen.Select(PositionTests.Texts, Gen.Select(Gen.Int[0, 200], Gen.Int[0, 8], PositionTests.Texts).List[1, 12], Gen.OneOf(PositionEncoding.Utf8, PositionEncoding.Utf16, PositionEncoding.Utf32))
            .Sample((start, edits, encoding) =>
            {
                var editor = start;
                var server = SourceText.From(start);
                foreach (var (at, length, inserted) in edits)
                {
                    var from = Place(editor, at % (editor.Length + 1));
                    var to = Place(editor, Math.Min(editor.Length, from + length));
                    var before = SourceText.From(editor);
                    TextDocumentContentChangeEvent change = new TextDocumentContentChangePartial
                    {
                        Range = ToProto.Range(before, new TextSpan(from, to), encoding),
                        Text = inserted,
                    };
                    editor = string.Concat(editor.AsSpan(0, from), inserted, editor.AsSpan(to));
                    server = FromProto.Apply(server, [change], encoding);
                }

                Assert.Equal(editor, server.Text);
            });

    [Fact]
    public void Several_changes_of_one_message_build_on_each_other()
    {
        var text = FromProto.Apply(SourceText.From("one\ntwo"), [Insert(0, 0, "zero\n"), Insert(1, 3, "!"), Insert(2, 0, ">")], PositionEncoding.Utf16);

        Assert.Equal("zero\none!\n>two", text.Text);
    }

    [Fact]
    public void A_change_without_a_range_is_the_whole_text()
    {
        var text = FromProto.Apply(SourceText.From("old"), [new TextDocumentContentChangeWholeDocument { Text = "new" }, Insert(0, 3, "er")], PositionEncoding.Utf8);

        Assert.Equal("newer", text.Text);
    }

    private static TextDocumentContentChangeEvent Insert(uint line, uint character, string text) => new TextDocumentContentChangePartial
    {
        Range = new() { Start = new() { Line = line, Character = character }, End = new() { Line = line, Character = character } },
        Text = text,
    };

    private static int Place(string text, int offset) =>
        offset > 0 && offset < text.Length
        && ((text[offset - 1] == '\r' && text[offset] == '\n') || (char.IsHighSurrogate(text[offset - 1]) && char.IsLowSurrogate(text[offset])))
            ? offset - 1
            : offset;
}
