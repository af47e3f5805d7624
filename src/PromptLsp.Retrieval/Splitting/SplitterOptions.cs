using System.Collections.Immutable;

namespace PromptLsp.Retrieval.Splitting;

/// <summary>How a text is cut.</summary>
public sealed record SplitterOptions
{
    /// <summary>Paragraphs, lines, words, characters.</summary>
    public static ImmutableArray<string> DefaultSeparators { get; } = ["\n\n", "\n", " ", ""];

    /// <summary>Makes options.</summary>
    /// <param name="chunkSize">Greatest length of a chunk, 1 or more.</param>
    /// <param name="overlap">Greatest length that a chunk shares with the one before, 0..<paramref name="chunkSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SplitterOptions(int chunkSize, int overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, chunkSize);
        ChunkSize = chunkSize;
        Overlap = overlap;
    }

    /// <summary>Greatest length of a chunk, in the units of the length function.</summary>
    public int ChunkSize { get; }

    /// <summary>Greatest length that a chunk shares with the one before.</summary>
    public int Overlap { get; }

    /// <summary>Where to cut, the best first; the empty one cuts between any two code points. Each opens the piece that follows it.</summary>
    public ImmutableArray<string> Separators { get; init; } = DefaultSeparators;

    /// <summary>True: white space at both ends of a chunk is left out, and a chunk of nothing else too.</summary>
    public bool StripWhiteSpace { get; init; } = true;
}

/// <summary>A part of a text.</summary>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="End">First code unit behind it.</param>
public readonly record struct TextRange(int Start, int End);
