namespace PromptLsp.Models.Graphs;

/// <summary>A part of a file.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct FileRegion(long Offset, long Length);
