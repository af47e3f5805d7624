using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>
/// NFC, NFD, NFKC and NFKD (Unicode TR 15). Places follow the reference: a code point that becomes several gives them all its place; several that become
/// one give it the place of the first.
/// </summary>
/// <param name="isCompatible">True for the K forms.</param>
/// <param name="composes">True for the C forms.</param>
internal sealed class UnicodeNormalizer(bool isCompatible, bool composes) : ITextNormalizer
{
    private readonly UnicodeDecompositions _data = UnicodeDecompositions.Instance;

    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        if (text.Span.IndexOfAnyExceptInRange('\0', '\x7F') < 0)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text.Length + (text.Length / 8));
        builder.Read(text);
        Write(Order(Decompose(text.Span)), builder);
        return builder.Build();
    }

    /// <summary>Code points with what each one does to the places: 1 for one that was added, 0 for one in the place of another.</summary>
    private List<Change> Decompose(ReadOnlySpan<char> text)
    {
        var changes = new List<Change>(text.Length + 16);
        var parts = new List<int>();
        foreach (var rune in text.EnumerateRunes())
        {
            parts.Clear();
            _data.Decompose(rune.Value, isCompatible, parts);
            for (var index = 0; index < parts.Count; index++)
            {
                changes.Add(new Change(parts[index], index > 0 ? 1 : 0, _data.ClassOf(parts[index])));
            }
        }

        return changes;
    }

    /// <summary>Sorts each run of marks by its combining class; equal ones stay in order.</summary>
    private static List<Change> Order(List<Change> changes)
    {
        for (int first = 0, end; first < changes.Count; first = end)
        {
            end = first + 1;
            if (changes[first].Class == 0)
            {
                continue;
            }

            while (end < changes.Count && changes[end].Class != 0)
            {
                end++;
            }

            var sorted = changes.GetRange(first, end - first).OrderBy(change => change.Class).ToArray();
            for (var index = 0; index < sorted.Length; index++)
            {
                changes[first + index] = sorted[index];
            }
        }

        return changes;
    }

    private void Write(List<Change> changes, AlignedTextBuilder builder)
    {
        var result = composes ? Compose(changes) : changes;
        foreach (var change in result)
        {
            var rune = new Rune(change.CodePoint);
            if (change.Added > 0)
            {
                builder.Insert(rune);
            }
            else
            {
                builder.Replace(rune);
                builder.Skip(-change.Added);
            }
        }
    }

    /// <summary>Composes marks with the character before them (Unicode, section 3.11, D117).</summary>
    private List<Change> Compose(List<Change> changes)
    {
        var result = new List<Change>(changes.Count);
        var starter = -1;
        var lastClass = 0;
        foreach (var change in changes)
        {
            var isBlocked = starter >= 0 && starter < result.Count - 1 && (lastClass == 0 || lastClass >= change.Class);
            var composed = starter >= 0 && !isBlocked ? _data.Compose(result[starter].CodePoint, change.CodePoint) : -1;
            if (composed >= 0)
            {
                // What was added and vanishes again costs no place; what stood in the text takes one away.
                result[starter] = result[starter] with { CodePoint = composed, Added = result[starter].Added + change.Added - 1 };
                continue;
            }

            if (change.Class == 0)
            {
                starter = result.Count;
            }

            lastClass = change.Class;
            result.Add(change);
        }

        return result;
    }

    private readonly record struct Change(int CodePoint, int Added, byte Class);
}
