using System.Text;

namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>
/// Rewrites texts code point by code point, giving what it writes the places of what it read. One source after the other may be rewritten into the same
/// result. The rules are those of the reference: what replaces a code point takes its place, what is added takes the place of the code unit before.
/// </summary>
internal sealed class AlignedTextBuilder
{
    private AlignedText _source = new(ReadOnlyMemory<char>.Empty, 0);
    private int _first;
    private char[] _characters;
    private int[] _starts;
    private int[] _ends;

    /// <param name="capacity">Expected code units.</param>
    public AlignedTextBuilder(int capacity)
    {
        capacity = Math.Max(16, capacity);
        _characters = new char[capacity];
        _starts = new int[capacity];
        _ends = new int[capacity];
    }

    /// <summary>Code units written.</summary>
    public int Length { get; private set; }

    /// <summary>The next code unit of the source to be read.</summary>
    public int Cursor { get; private set; }

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<char> Written => _characters.AsSpan(0, Length);

    /// <summary>Begins to read a source, or a part of it.</summary>
    public void Read(AlignedText source, int start = 0)
    {
        _source = source;
        _first = start;
        Cursor = start;
    }

    /// <summary>Copies code units as they are.</summary>
    public void Copy(int count)
    {
        Reserve(count);
        _source.Span.Slice(Cursor, count).CopyTo(_characters.AsSpan(Length));
        for (var index = 0; index < count; index++)
        {
            _starts[Length + index] = _source.StartAt(Cursor + index);
            _ends[Length + index] = _source.EndAt(Cursor + index);
        }

        Length += count;
        Cursor += count;
    }

    /// <summary>Writes a code point in the place of the next one.</summary>
    public void Replace(Rune rune)
    {
        Append(rune, _source.StartAt(Cursor), _source.EndAt(Cursor));
        Skip(1);
    }

    /// <summary>Writes an additional code point.</summary>
    public void Insert(Rune rune)
    {
        var (start, end) = Cursor > _first ? (_source.StartAt(Cursor - 1), _source.EndAt(Cursor - 1)) : (0, 0);
        Append(rune, start, end);
    }

    /// <summary>Writes a text in the place of the code unit at <paramref name="index"/> of the source; reads nothing.</summary>
    public void AppendAs(ReadOnlySpan<char> text, int index)
    {
        var (start, end) = (_source.StartAt(index), _source.EndAt(index));
        foreach (var character in text)
        {
            Append(character, start, end);
        }
    }

    /// <summary>Writes one code unit with a place.</summary>
    public void Append(char character, int start, int end)
    {
        if (Length == _characters.Length)
        {
            Reserve(1);
        }

        _characters[Length] = character;
        _starts[Length] = start;
        _ends[Length++] = end;
    }

    /// <summary>Passes over code units.</summary>
    public void Pass(int count) => Cursor += count;

    /// <summary>Passes over code points.</summary>
    public void Skip(int count)
    {
        var text = _source.Span;
        for (; count > 0 && Cursor < text.Length; count--)
        {
            Cursor += char.IsHighSurrogate(text[Cursor]) ? 2 : 1;
        }
    }

    /// <summary>What has been written, with its places. The builder is not used after it.</summary>
    public AlignedText Build() => new(_characters.AsMemory(0, Length), _starts, _ends);

    private void Append(Rune rune, int start, int end)
    {
        if (rune.IsBmp)
        {
            Append((char)rune.Value, start, end);
            return;
        }

        Span<char> units = stackalloc char[2];
        rune.EncodeToUtf16(units);
        Append(units[0], start, end);
        Append(units[1], start, end);
    }

    private void Reserve(int count)
    {
        if (Length + count <= _characters.Length)
        {
            return;
        }

        var capacity = Math.Max(_characters.Length * 2, Length + count);
        Array.Resize(ref _characters, capacity);
        Array.Resize(ref _starts, capacity);
        Array.Resize(ref _ends, capacity);
    }
}
