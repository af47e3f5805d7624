using PromptLsp.Core.Tokens;

namespace PromptLsp.Retrieval.Splitting;

/// <summary>Cuts documents into the chunks that an index holds. Safe for concurrent callers where its counter is.</summary>
/// <param name="options">Chunk size and overlap in tokens of <paramref name="counter"/>.</param>
/// <param name="counter">Counts the tokens.</param>
public sealed class DocumentChunker(SplitterOptions options, ITokenCounter counter)
{
    /// <summary>The chunks of a document in order, none with more tokens than the chunk size unless it is a single character.</summary>
    /// <param name="path">Says by its extension whether headings are looked for.</param>
    /// <param name="text">The document.</param>
    /// <param name="cancellationToken">Checked at each piece.</param>
    public IReadOnlyList<DocumentChunk> Split(string path, string text, CancellationToken cancellationToken)
    {
        var headings = MarkdownHeadings.IsMarkdown(path) ? new MarkdownHeadings(text) : null;
        var chunks = new List<DocumentChunk>();
        foreach (var range in RecursiveSplitter.Split(text, options, TextLengths.Tokens(text, counter), cancellationToken))
        {
            Add(text, range, options, headings, chunks, cancellationToken);
        }

        return chunks;
    }

    private void Add(
        string text,
        TextRange range,
        SplitterOptions sizes,
        MarkdownHeadings? headings,
        List<DocumentChunk> chunks,
        CancellationToken cancellationToken)
    {
        var chunk = text[range.Start..range.End];
        var tokens = counter.Count(chunk);
        if (tokens <= options.ChunkSize || sizes.ChunkSize == 1)
        {
            chunks.Add(new DocumentChunk(chunks.Count, range.Start, range.End, chunk, tokens, headings?.Above(range.Start) ?? []));
            return;
        }

        // Joined pieces can have more tokens than their sum, and a chunk without its white space more than with it: cut such a chunk smaller.
        var smaller = new SplitterOptions(Math.Max(1, sizes.ChunkSize - (tokens - options.ChunkSize)), 0) { Separators = options.Separators };
        foreach (var part in RecursiveSplitter.Split(chunk, smaller, TextLengths.Tokens(chunk, counter), cancellationToken))
        {
            Add(text, new TextRange(range.Start + part.Start, range.Start + part.End), smaller, headings, chunks, cancellationToken);
        }
    }
}

/// <summary>One chunk of a document.</summary>
/// <param name="Index">Number in the document, from 0.</param>
/// <param name="Start">First UTF-16 code unit in the document.</param>
/// <param name="End">First code unit behind it.</param>
/// <param name="Text">The text between them.</param>
/// <param name="Tokens">Tokens of <paramref name="Text"/>.</param>
/// <param name="Headings">The headings above it, outermost first, its own first line included where that is one.</param>
public sealed record DocumentChunk(int Index, int Start, int End, string Text, int Tokens, IReadOnlyList<string> Headings)
{
    /// <summary>Stands between headings where they are one text.</summary>
    public const string HeadingSeparator = " › ";
}
