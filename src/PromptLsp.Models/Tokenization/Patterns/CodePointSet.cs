using System.Text;

namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>A set of code points. Immutable; safe for concurrent callers.</summary>
internal sealed class CodePointSet
{
    private const int Cached = 0x400;

    private readonly Func<int, bool> _test;
    private readonly bool[] _first = new bool[Cached];

    /// <param name="test">Says whether a code point belongs to it.</param>
    public CodePointSet(Func<int, bool> test)
    {
        _test = test;
        for (var codePoint = 0; codePoint < Cached; codePoint++)
        {
            _first[codePoint] = test(codePoint);
        }
    }

    /// <summary>True for a code point of the set.</summary>
    public bool Contains(int codePoint) => codePoint < Cached ? _first[codePoint] : _test(codePoint);

    /// <summary>One code point.</summary>
    public static CodePointSet Of(int codePoint) => new(other => other == codePoint);

    /// <summary>From one code point to another.</summary>
    public static CodePointSet Range(int first, int last) => new(codePoint => codePoint >= first && codePoint <= last);

    /// <summary>All that the set does not hold.</summary>
    public CodePointSet Not() => new(codePoint => !Contains(codePoint));

    /// <summary>What one or the other holds.</summary>
    public static CodePointSet Union(IReadOnlyList<CodePointSet> sets) =>
        sets.Count == 1 ? sets[0] : new(codePoint => sets.Any(set => set.Contains(codePoint)));

    /// <summary>What both hold.</summary>
    public CodePointSet And(CodePointSet other) => new(codePoint => Contains(codePoint) && other.Contains(codePoint));

    /// <summary>The set without regard to letter case (simple folding).</summary>
    public CodePointSet IgnoringCase() => new(codePoint => Variants(codePoint).Any(Contains));

    private static IEnumerable<int> Variants(int codePoint)
    {
        yield return codePoint;
        switch (codePoint)
        {
            case 's' or 'S' or 0x17F:
                yield return 's';
                yield return 'S';
                yield return 0x17F;
                break;
            case 'k' or 'K' or 0x212A:
                yield return 'k';
                yield return 'K';
                yield return 0x212A;
                break;
            default:
                if (Rune.TryCreate(codePoint, out var rune))
                {
                    var lower = Rune.ToLowerInvariant(rune);
                    yield return lower.Value;
                    yield return Rune.ToUpperInvariant(rune).Value;
                    yield return Rune.ToUpperInvariant(lower).Value;
                }

                break;
        }
    }
}
