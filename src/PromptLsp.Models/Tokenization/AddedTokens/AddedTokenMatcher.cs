using System.Buffers;
using System.Text;
using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.AddedTokens;

/// <summary>Finds literals of added tokens: the leftmost, of several at one place the longest. Immutable; safe for concurrent callers.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<string, AddedToken> _tokens;
    private readonly Dictionary<string, AddedToken>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int[] _lengths;
    private readonly SearchValues<string> _literals;
    private readonly bool _hasOrdinary;

    /// <param name="tokens">The tokens with the literals that are looked for.</param>
    public AddedTokenMatcher(IEnumerable<KeyValuePair<string, AddedToken>> tokens)
    {
        _tokens = [];
        foreach (var (literal, token) in tokens)
        {
            _tokens[literal] = token;
        }

        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. _tokens.Keys.Select(literal => literal.Length).Distinct().OrderDescending()];
        _literals = SearchValues.Create([.. _tokens.Keys], StringComparison.Ordinal);
        _hasOrdinary = _tokens.Values.Any(token => !token.IsSpecial);
    }

    /// <summary>Cuts a text into tokens and what is between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it starts in the whole text.</param>
    /// <param name="findsSpecial">False where literals of special tokens are ordinary text.</param>
    /// <param name="parts">Takes the parts.</param>
    public void Split(ReadOnlySpan<char> text, int start, bool findsSpecial, List<TextPiece> parts)
    {
        var begin = 0;
        for (var from = 0; (findsSpecial || _hasOrdinary) && TryFind(text, from, out var found, out var token);)
        {
            from = found + LengthOf(text, found);
            if ((token.IsSpecial && !findsSpecial) || (token.IsSingleWord && !StandsAlone(text, found, from)))
            {
                continue;
            }

            var first = token.StripsLeft ? Math.Max(begin, StartOfSpace(text, found)) : found;
            var end = token.StripsRight ? EndOfSpace(text, from) : from;
            // A token that takes the white space behind it may have taken where the next one was looked for.
            from = Math.Max(from, end);
            parts.AddPart(start + begin, first - begin);
            parts.Add(new TextPiece(start + first, end - first, token.Id));
            begin = end;
        }

        parts.AddPart(start + begin, text.Length - begin);
    }

    private bool TryFind(ReadOnlySpan<char> text, int from, out int found, out AddedToken token)
    {
        found = from + text[from..].IndexOfAny(_literals);
        token = found >= from ? _lookup[text.Slice(found, LengthOf(text, found))] : null!;
        return found >= from;
    }

    private int LengthOf(ReadOnlySpan<char> text, int index)
    {
        foreach (var length in _lengths)
        {
            if (index + length <= text.Length && _lookup.ContainsKey(text.Slice(index, length)))
            {
                return length;
            }
        }

        throw new InvalidOperationException("A literal was found that is not one.");
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end)
    {
        Rune.DecodeLastFromUtf16(text[..start], out var before, out _);
        Rune.DecodeFromUtf16(text[end..], out var behind, out _);
        return (start == 0 || !CharacterClasses.IsWord(before)) && (end == text.Length || !CharacterClasses.IsWord(behind));
    }

    // All of white space is in the basic plane.
    private static int StartOfSpace(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private static int EndOfSpace(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }
}
