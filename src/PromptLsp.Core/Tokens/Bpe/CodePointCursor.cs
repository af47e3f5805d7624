using System.Text;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>Walks over the code points of a text, knowing their places in UTF-16 and, from where it began, in UTF-8.</summary>
internal ref struct CodePointCursor
{
    private readonly ReadOnlySpan<char> _text;

    /// <summary>Begins at the code point at <paramref name="start"/>.</summary>
    public CodePointCursor(ReadOnlySpan<char> text, int start)
    {
        _text = text;
        End = start;
        MoveNext();
    }

    /// <summary>First code unit of the code point.</summary>
    public int Start { get; private set; }

    /// <summary>First code unit behind it.</summary>
    public int End { get; private set; }

    /// <summary>UTF-8 bytes from the beginning up to the end of the code point.</summary>
    public int ByteEnd { get; private set; }

    /// <summary>Goes on by one code point.</summary>
    public void MoveNext()
    {
        Start = End;
        Rune.DecodeFromUtf16(_text[Start..], out var rune, out var length);
        End = Start + length;
        ByteEnd += rune.Utf8SequenceLength;
    }
}
