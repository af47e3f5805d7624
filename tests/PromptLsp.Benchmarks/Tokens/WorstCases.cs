using System.Diagnostics;
using System.Text;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Benchmarks.Tokens;

/// <summary>Texts of one unbroken piece, over which counters that join pairs by search take quadratic time.</summary>
internal static class WorstCases
{
    private const int Rounds = 5;

    private static readonly (string Name, Func<int, string> Make)[] _cases =
    [
        ("a", size => new string('a', size)),
        ("_", size => new string('_', size)),
        ("spaces", size => new string(' ', size)),
        ("one CJK character", size => new string('中', size / 3)),
        ("random CJK characters", size => Random(size / 3, '\u4E00', 5000)),
        ("random letters", size => Random(size, 'a', 26)),
    ];

    /// <summary>Prints the time a byte of each, and how many times that of prose it is.</summary>
    public static void Print(IPieceTokenCounter counter, IReadOnlyList<string> prose)
    {
        var proseTime = Median(() =>
        {
            foreach (var text in prose)
            {
                counter.Count(text);
            }
        }, prose.Sum(text => Encoding.UTF8.GetByteCount(text)), counter);
        Console.WriteLine($"  worst cases: nanoseconds a byte, and times that of prose with an empty cache ({proseTime:F1} ns)");
        foreach (var size in new[] { 40_000, 1_000_000 })
        {
            foreach (var (name, make) in _cases)
            {
                var text = make(size);
                var time = Median(() => counter.Count(text), Encoding.UTF8.GetByteCount(text), counter);
                Console.WriteLine($"    {$"{size / 1000} KB of {name}",-64}{time,10:F1}{time / proseTime,11:F1} x");
            }
        }
    }

    private static string Random(int length, char first, int count)
    {
        var random = new Random(11);
        return string.Create(length, random, (text, source) =>
        {
            foreach (ref var character in text)
            {
                character = (char)(first + source.Next(count));
            }
        });
    }

    private static double Median(Action count, long bytes, IPieceTokenCounter counter)
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            counter.ForgetCounts();
            var start = Stopwatch.GetTimestamp();
            count();
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / bytes;
        }

        return times.Order().ElementAt(Rounds / 2);
    }
}
