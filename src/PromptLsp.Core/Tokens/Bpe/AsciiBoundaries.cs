using System.Numerics;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Where pieces begin in a block that begins with a piece, by operations on whole masks: what the patterns of cl100k_base and o200k_base have in common. A bit says
/// that a piece begins at a unit, and is true below a limit: what stands behind the block may change the rest.
/// </summary>
internal static class AsciiBoundaries
{
    /// <summary>Units behind a piece's start that the patterns look at (<c>'re</c>).</summary>
    private const int LookAhead = 3;

    /// <summary>The first unit whose boundary what follows the block may change: within its last three, or in the blanks that reach its end.</summary>
    public static int Limit(in AsciiBlock block)
    {
        // Ones from the last unit downwards where blanks reach the end.
        var reversed = block.Length == 0 ? 0 : block.Blank << (AsciiBlock.Size - block.Length);
        var blanks = BitOperations.LeadingZeroCount(~reversed);
        return Math.Min(block.Length - LookAhead, block.Length - blanks);
    }

    /// <summary>A letter behind a line break or a digit begins a piece; behind a blank or one symbol that begins a piece it does not, behind other symbols it does.</summary>
    public static ulong OfLetters(in AsciiBlock block)
    {
        var letters = block.Lower | block.Upper;
        return (letters & ~((letters | block.Blank | block.Symbol) << 1))
            | (letters & (block.Symbol << 1) & ((block.Symbol | block.Space) << 2));
    }

    /// <summary><c>\p{N}{1,3}</c>: each third digit of a run begins a piece.</summary>
    public static ulong OfDigits(in AsciiBlock block)
    {
        var digits = block.Digit;
        var first = digits & ~(digits << 1);
        var fourth = digits & (digits << 1) & (digits << 2) & (digits << 3);
        var boundaries = first;
        for (var next = (first << 3) & fourth; next != 0; next = (next << 3) & fourth)
        {
            boundaries |= next;
        }

        return boundaries;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+[\r\n]*</c>: symbols go with the space before them, line breaks with what stands before them unless that is a letter or digit.</summary>
    public static ulong OfSymbolsAndNewLines(in AsciiBlock block) =>
        (block.Symbol & ~((block.Symbol | block.Space) << 1)) | (block.NewLine & ~((block.NewLine | block.Blank | block.Symbol) << 1));

    /// <summary>
    /// <c>\s*[\r\n]+|\s+(?!\S)|\s+</c>: the first blank of a run, the first behind a line break and the last before something else begin a piece; but blanks between
    /// two line breaks do not, unless the first ones belong to symbols.
    /// </summary>
    public static ulong OfBlanks(in AsciiBlock block)
    {
        var blanks = block.Blank;
        var white = blanks | block.NewLine;
        var behindBreak = blanks & (block.NewLine << 1);
        var boundaries = (blanks & ~(white << 1)) | (blanks & ~(white >> 1)) | behindBreak;
        var beforeBreak = blanks & (block.NewLine >> 1);
        return behindBreak == 0 || beforeBreak == 0 ? boundaries : boundaries & ~InBlankLines(block, behindBreak, beforeBreak);
    }

    private static ulong InBlankLines(in AsciiBlock block, ulong behindBreak, ulong beforeBreak)
    {
        // Spread from the last blank to the first of its run, and from symbols over the line breaks behind them, in doubling steps.
        var (run, runs) = (beforeBreak, block.Blank);
        var (taken, breaks) = (block.NewLine & (block.Symbol << 1), block.NewLine);
        for (var step = 1; step < AsciiBlock.Size; step *= 2)
        {
            run |= runs & (run >> step);
            runs &= runs >> step;
            taken |= breaks & (taken << step);
            breaks &= breaks << step;
        }

        return behindBreak & run & ~(taken << 1);
    }
}
