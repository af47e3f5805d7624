using System.Text.Json.Nodes;

namespace PromptLsp.Benchmarks.Typing;

/// <summary>A document as the editor holds it, with the edits of somebody who types in it.</summary>
internal sealed class TypedDocument(string uri, string text, int seed)
{
    private const string Keys = "etaoin shrdlu,.ETAOIN 0123 (x) \"é漢";

    private readonly List<string> _lines = [.. text.Split('\n')];
    private readonly Random _random = new(seed);
    private int _line = -1;
    private int _character;

    /// <summary>Its URI.</summary>
    public string Uri => uri;

    /// <summary>The number of its newest text.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>The message that opens it.</summary>
    public JsonObject Open() => new()
    {
        ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "promptlsp", ["version"] = 1, ["text"] = text },
    };

    /// <summary>Puts the caret somewhere into the body.</summary>
    public void Jump()
    {
        var first = PromptShapes.FirstBodyLine(_lines);

        // By the text's length, not by lines: so that a line of a megabyte is hit as often as it deserves.
        var at = _random.NextInt64(_lines.Skip(first).Sum(line => line.Length + 1L));
        for (_line = first; at > _lines[_line].Length; _line++)
        {
            at -= _lines[_line].Length + 1;
        }

        _character = (int)at;
        if (_character < _lines[_line].Length && char.IsLowSurrogate(_lines[_line][_character]))
        {
            _character--;
        }
    }

    /// <summary>Types one key, or takes one back: the message that tells it.</summary>
    public JsonObject Type()
    {
        if (_line < 0)
        {
            Jump();
        }

        var line = _lines[_line];
        var deletes = _random.Next(5) == 0 && _character > 0 && !char.IsSurrogate(line[_character - 1]);
        var start = deletes ? _character - 1 : _character;
        var inserted = deletes ? "" : Keys[_random.Next(Keys.Length)].ToString();
        var range = Range(start, _character);
        _lines[_line] = string.Concat(line.AsSpan(0, start), inserted, line.AsSpan(_character));
        _character = start + inserted.Length;
        return new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = ++Version },
            ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = range, ["text"] = inserted }),
        };
    }

    private JsonObject Range(int start, int end) => new()
    {
        ["start"] = new JsonObject { ["line"] = _line, ["character"] = start },
        ["end"] = new JsonObject { ["line"] = _line, ["character"] = end },
    };
}
