using System.Globalization;
using System.Text;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>A set of UTF-16 code units, gathered range by range and written as a .NET character class.</summary>
internal sealed class JsCharacterClass
{
    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary><c>[0-9]</c>.</summary>
    public static (int First, int Last)[] Digits { get; } = [('0', '9')];

    /// <summary><c>[A-Za-z0-9_]</c>.</summary>
    public static (int First, int Last)[] Word { get; } = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

    /// <summary>White space and line terminators, in ascending order.</summary>
    public static (int First, int Last)[] Space { get; } =
        [(9, 13), (32, 32), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a), (0x2028, 0x2029), (0x202f, 0x202f), (0x205f, 0x205f), (0x3000, 0x3000), (0xfeff, 0xfeff)];

    /// <summary>What <c>.</c> does not match.</summary>
    public static (int First, int Last)[] LineTerminators { get; } = [(10, 10), (13, 13), (0x2028, 0x2029)];

    /// <summary>The ranges that a class escape's letter means, or null where the letter is none.</summary>
    public static (int First, int Last)[]? OfEscape(char letter) => letter switch
    {
        'd' => Digits,
        'D' => Complement(Digits),
        'w' => Word,
        'W' => Complement(Word),
        's' => Space,
        'S' => Complement(Space),
        _ => null,
    };

    /// <summary>Adds a range, ends included.</summary>
    public void Add(int first, int last) => _ranges.Add((first, last));

    /// <summary>Adds ranges.</summary>
    public void Add((int First, int Last)[] ranges) => _ranges.AddRange(ranges);

    /// <summary>The class as a .NET pattern that means the same whatever the options.</summary>
    public string ToPattern(bool negated)
    {
        if (_ranges.Count == 0)
        {
            return negated ? @"[\u0000-\uffff]" : "(?!)";
        }

        var text = new StringBuilder(negated ? "[^" : "[");
        foreach (var (first, last) in _ranges)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{first:x4}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-\\u{last:x4}");
            }
        }

        return text.Append(']').ToString();
    }

    private static (int First, int Last)[] Complement((int First, int Last)[] ranges)
    {
        var result = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
            {
                result.Add((next, first - 1));
            }

            next = last + 1;
        }

        result.Add((next, 0xffff));
        return [.. result];
    }
}
