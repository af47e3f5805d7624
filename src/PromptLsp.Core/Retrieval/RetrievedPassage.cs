namespace PromptLsp.Core.Retrieval;

/// <summary>A chunk of a document that a search found.</summary>
/// <param name="Id">Stable identity: path and chunk number.</param>
/// <param name="Source">The document's path, relative to the workspace root, with forward slashes.</param>
/// <param name="Text">The chunk.</param>
/// <param name="Start">Where it begins in the document, UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Score">The fused score: greater is better; comparable within one search only.</param>
/// <param name="DenseScore">Cosine similarity, -1..1, or null where the dense search did not find it.</param>
/// <param name="SparseScore">BM25, greater is better, or null where the sparse search did not find it.</param>
public sealed record RetrievedPassage(
    string Id,
    string Source,
    string Text,
    int Start,
    int End,
    double Score,
    double? DenseScore = null,
    double? SparseScore = null)
{
    /// <summary>The headings above the chunk, outermost first, joined by " › "; empty where there is none.</summary>
    public string Heading { get; init; } = "";
}
