namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>
/// A text each of whose characters is known to be the template's own or content from outside. Whatever is made of texts keeps that, so that content
/// never passes for a control token of the template.
/// </summary>
internal sealed class TextValue : Value
{
    /// <summary>Stands in marks for a character of the template.</summary>
    public const char TemplateMark = 't';

    /// <summary>Stands in marks for a character from outside.</summary>
    public const char ContentMark = 'c';

    // One mark a character, or null where all are of one kind.
    private readonly string? _marks;
    private readonly bool _isContent;

    /// <param name="text">The text.</param>
    /// <param name="marks">One mark for each of its UTF-16 code units.</param>
    public TextValue(string text, string marks)
    {
        Text = text;
        _marks = marks;
    }

    private TextValue(string text, bool isContent)
    {
        Text = text;
        _isContent = isContent;
    }

    public static TextValue Empty { get; } = new("", isContent: false);

    public string Text { get; }

    public int Length => Text.Length;

    public override string TypeName => "str";

    public override bool IsTruthy => Text.Length > 0;

    public static TextValue OfTemplate(string text) => new(text, isContent: false);

    public static TextValue OfContent(string text) => new(text, isContent: true);

    public static TextValue Of(string text, bool isContent) => new(text, isContent);

    /// <summary>True where the character comes from outside.</summary>
    public bool IsContentAt(int index) => _marks is null ? _isContent : _marks[index] == ContentMark;

    /// <summary>Where the run of characters of one kind ends that begins at <paramref name="start"/>.</summary>
    public int EndOfRun(int start)
    {
        if (_marks is null)
        {
            return Text.Length;
        }

        var length = _marks.AsSpan(start).IndexOfAnyExcept(_marks[start]);
        return length < 0 ? Text.Length : start + length;
    }

    /// <summary>A part of it.</summary>
    public TextValue Slice(int start, int length) =>
        start == 0 && length == Text.Length ? this
        : _marks is null ? new TextValue(Text.Substring(start, length), _isContent)
        : new TextValue(Text.Substring(start, length), _marks.Substring(start, length));

    /// <summary>Another text of the same length with the same marks.</summary>
    public TextValue WithText(string text) =>
        text.Length != Text.Length ? throw new ArgumentException("The lengths differ.", nameof(text))
        : _marks is null ? new TextValue(text, _isContent)
        : new TextValue(text, _marks);
}
