using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PromptLsp.Syntax.Yaml;

/// <summary>The library's events over a text, ending at the first error instead of throwing.</summary>
/// <remarks>The library's marks count UTF-16 code units, line breaks of two characters included.</remarks>
internal sealed class YamlEventSource(string text, int offset)
{
    private const string OutOfPlace = "A bracket, a comma or a colon is missing or out of place.";
    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));
    private readonly Stack<int> _openBrackets = new();
    private int _lastEnd;

    /// <summary>The current event; null before the first, at the end and after an error.</summary>
    public ParsingEvent? Current { get; private set; }

    /// <summary>The error that ended the events.</summary>
    public Diagnostic? Error { get; private set; }

    /// <summary>Goes to the next event; false at the end and after an error.</summary>
    public bool MoveNext()
    {
        if (Error is not null)
        {
            return false;
        }

        try
        {
            Current = _parser.MoveNext() ? _parser.Current : null;
            _lastEnd = Current is null ? _lastEnd : Math.Max(_lastEnd, Clamp(Current.End.Index));
            TrackBrackets();
        }
        catch (YamlException exception)
        {
            Fail(Clamp(exception.Start.Index), Clamp(exception.End.Index), exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The library means these for its caller's mistakes, but some texts reach them too, such as `a: [1, 2` before `b: 3`.
            Fail(_lastEnd, _lastEnd, OutOfPlace);
        }

        return Current is not null;
    }

    /// <summary>Ends the events with an error of our own.</summary>
    public void Stop(TextSpan span, string message)
    {
        Error ??= new Diagnostic(DiagnosticCodes.YamlSyntax, DiagnosticSeverity.Error, span, message);
        Current = null;
    }

    /// <summary>A span in the whole document.</summary>
    public TextSpan SpanOf(Mark start, Mark end)
    {
        var from = Clamp(start.Index);
        return new TextSpan(offset + from, offset + Math.Max(from, Clamp(end.Index)));
    }

    private int Clamp(long index) => (int)Math.Clamp(index, 0, text.Length);

    private void TrackBrackets()
    {
        switch (Current)
        {
            case MappingStart or SequenceStart:
                var isFlow = Current is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };

                // With an anchor or a tag the event begins before the bracket.
                var bracket = isFlow ? text.AsSpan(Clamp(Current.Start.Index)).IndexOfAny('{', '[') : -1;
                _openBrackets.Push(bracket < 0 ? -1 : Clamp(Current.Start.Index) + bracket);
                break;
            case MappingEnd or SequenceEnd:
                _openBrackets.TryPop(out _);
                break;
        }
    }

    private void Fail(int start, int end, string message)
    {
        var isStructural = message.StartsWith("While parsing", StringComparison.Ordinal) || message == OutOfPlace;
        if (isStructural && _openBrackets.TryPeek(out var bracket) && bracket >= 0)
        {
            var close = text[bracket] == '{' ? '}' : ']';
            Stop(
                TextSpan.FromLength(offset + bracket, 1),
                $"This '{text[bracket]}' is never closed, or a comma is missing between what stands in it. Close it by '{close}'.");
            return;
        }

        if (start < _lastEnd && FindTabIndent() is { } tab)
        {
            Stop(TextSpan.FromLength(offset + tab, 1), "YAML is indented by spaces; here stands a tab. Replace it by spaces.");
            return;
        }

        end = Math.Max(start, end);
        if (end == start && end < text.Length && text[end] is not ('\r' or '\n'))
        {
            end++;
        }

        // An error is about where it begins: to underline the rest of the file helps nobody.
        var lineEnd = text.AsSpan(start, end - start).IndexOfAny('\r', '\n');
        end = lineEnd > 0 ? start + lineEnd : end;
        Stop(new TextSpan(offset + start, offset + end), YamlErrorText.Describe(message, text, start));
    }

    private int? FindTabIndent()
    {
        for (var lineStart = _lastEnd; lineStart >= 0 && lineStart < text.Length;)
        {
            var next = text.AsSpan(lineStart).IndexOfAny('\r', '\n');
            if (next < 0)
            {
                return null;
            }

            lineStart += next + 1;
            var indent = text.AsSpan(lineStart).IndexOfAnyExcept(' ');
            if (indent >= 0 && text[lineStart + indent] == '\t')
            {
                return lineStart + indent;
            }
        }

        return null;
    }
}
