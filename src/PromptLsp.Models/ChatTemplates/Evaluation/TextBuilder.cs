using System.Text;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Puts a text together, with the origin of each character.</summary>
/// <param name="state">Counts what is made.</param>
internal sealed class TextBuilder(RenderState state)
{
    private readonly StringBuilder _text = new();
    private StringBuilder? _marks;
    private bool _isContent;

    /// <summary>Appends a text.</summary>
    public void Append(TextValue text) => Append(text, 0, text.Length);

    /// <summary>Appends a part of a text.</summary>
    public void Append(TextValue text, int start, int length)
    {
        for (var at = start; at < start + length;)
        {
            var end = Math.Min(text.EndOfRun(at), start + length);
            Append(text.Text.AsSpan(at, end - at), text.IsContentAt(at));
            at = end;
        }
    }

    /// <summary>Appends a text of one origin.</summary>
    public void Append(ReadOnlySpan<char> text, bool isContent)
    {
        if (text.IsEmpty)
        {
            return;
        }

        state.Produce(text.Length);
        if (_text.Length == 0)
        {
            _isContent = isContent;
        }
        else if (_marks is null && isContent != _isContent)
        {
            _marks = new StringBuilder().Append(Mark(_isContent), _text.Length);
        }

        _text.Append(text);
        _marks?.Append(Mark(isContent), text.Length);
    }

    /// <summary>The text so far.</summary>
    public TextValue ToValue() => _marks is null ? TextValue.Of(_text.ToString(), _isContent) : new TextValue(_text.ToString(), _marks.ToString());

    private static char Mark(bool isContent) => isContent ? TextValue.ContentMark : TextValue.TemplateMark;
}
