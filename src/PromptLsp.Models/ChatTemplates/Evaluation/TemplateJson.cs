using System.Globalization;
using System.Text;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filter <c>tojson</c> as transformers defines it: Python's <c>json.dumps</c> with <c>ensure_ascii=False</c>. All of it counts as content.</summary>
/// <param name="state">Counts what is made.</param>
/// <param name="indent">Spaces a level, or null for one line.</param>
/// <param name="sortsKeys">Orders the keys.</param>
/// <param name="isAscii">Escapes all other characters.</param>
/// <param name="separators">Between items and between key and value; null for the usual ones.</param>
internal sealed class TemplateJson(RenderState state, int? indent, bool sortsKeys, bool isAscii, (string Item, string Key)? separators)
{
    private readonly TextBuilder _text = new(state);
    private readonly string _itemSeparator = separators?.Item ?? (indent is null ? ", " : ",");
    private readonly string _keySeparator = separators?.Key ?? ": ";

    public TextValue Write(Value value)
    {
        Write(value, 0);
        return _text.ToValue();
    }

    private void Write(Value value, int level)
    {
        state.Step();
        state.CheckStack();
        switch (value)
        {
            case TextValue text:
                WriteText(text.Text);
                break;
            case NoneValue:
                Append("null");
                break;
            case BooleanValue:
                Append(value.IsTruthy ? "true" : "false");
                break;
            case IntegerValue integer:
                Append(integer.Number.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue number:
                Append(NumberText(number.Number));
                break;
            case SequenceValue { Kind: not SequenceKind.View } sequence:
                WriteItems('[', ']', sequence.Items, level, item => Write(item, level + 1));
                break;
            case MapValue map:
                WriteMap(map, level);
                break;
            default:
                throw state.Fail($"a value of type {value.TypeName} cannot be written as JSON.");
        }
    }

    private static string NumberText(double number) =>
        double.IsNaN(number) ? "NaN" : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity") : PythonText.Number(number);

    private void WriteMap(MapValue map, int level)
    {
        IEnumerable<(TextValue Key, Value Value)> entries = map.Entries;
        if (sortsKeys)
        {
            entries = entries.OrderBy(entry => entry.Key.Text, Comparer<string>.Create(PythonComparison.CompareText));
        }

        WriteItems('{', '}', [.. entries], level, entry =>
        {
            WriteText(entry.Key.Text);
            Append(_keySeparator);
            Write(entry.Value, level + 1);
        });
    }

    private void WriteItems<T>(char open, char close, IReadOnlyList<T> items, int level, Action<T> write)
    {
        Append(open.ToString());
        for (var index = 0; index < items.Count; index++)
        {
            Append(index > 0 ? _itemSeparator : "");
            BreakLine(level + 1);
            write(items[index]);
        }

        if (items.Count > 0)
        {
            BreakLine(level);
        }

        Append(close.ToString());
    }

    private void BreakLine(int level)
    {
        if (indent is { } width)
        {
            var spaces = (long)width * level;
            state.Produce(spaces);
            Append("\n" + new string(' ', (int)spaces));
        }
    }

    private void WriteText(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            AppendEscaped(result, character);
        }

        Append(result.Append('"').ToString());
    }

    private void AppendEscaped(StringBuilder result, char character)
    {
        var position = "\"\\\n\r\t\f\b".IndexOf(character);
        if (position >= 0)
        {
            result.Append('\\').Append("\"\\nrtfb"[position]);
        }
        else if (character < ' ' || (isAscii && character > '~'))
        {
            result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }
        else
        {
            result.Append(character);
        }
    }

    private void Append(string text) => _text.Append(text, isContent: true);
}
