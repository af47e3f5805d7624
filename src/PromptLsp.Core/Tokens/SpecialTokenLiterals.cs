using System.Buffers;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// Finds text that looks like a special token of a model, <c>&lt;|name|&gt;</c>: markers that end a document or begin a message. In a prompt they count as ordinary text,
/// but some servers take them for what they look like. Pure; safe for concurrent callers.
/// </summary>
public static class SpecialTokenLiterals
{
    /// <summary>The longest literal that is looked for, in UTF-16 code units.</summary>
    public const int LongestLiteral = 64;

    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ");

    /// <summary>The ranges of the literals in <paramref name="text"/>, in order, in UTF-16 code units.</summary>
    public static IEnumerable<(int Start, int End)> Find(string text)
    {
        for (var start = 0; TryNext(text, start, LongestLiteral, out var found); start = found.End)
        {
            yield return found;
        }
    }

    /// <summary>The literals at or behind <paramref name="start"/> that are at most <paramref name="longest"/> code units long.</summary>
    internal static LiteralEnumerator Find(ReadOnlySpan<char> text, int start, int longest) => new(text, start, longest);

    private static bool TryNext(ReadOnlySpan<char> text, int start, int longest, out (int Start, int End) found)
    {
        for (var at = start; at < text.Length; at++)
        {
            var next = text[at..].IndexOf("<|", StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            at += next;
            var name = text[(at + 2)..Math.Min(text.Length, at + longest)];
            var length = name.IndexOfAnyExcept(_nameCharacters);
            if (length > 0 && name[length..].StartsWith("|>", StringComparison.Ordinal))
            {
                found = (at, at + length + 4);
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>For <c>foreach</c>.</summary>
    internal ref struct LiteralEnumerator(ReadOnlySpan<char> text, int start, int longest)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _next = start;

        /// <summary>The literal that was found.</summary>
        public (int Start, int End) Current { get; private set; }

        /// <summary>This.</summary>
        public readonly LiteralEnumerator GetEnumerator() => this;

        /// <summary>Goes on to the next literal.</summary>
        public bool MoveNext()
        {
            var found = TryNext(_text, _next, longest, out var literal);
            (Current, _next) = (literal, literal.End);
            return found;
        }
    }
}
