namespace PromptLsp.Models.Graphs;

/// <summary>Where the numbers of a tensor are that stands in a file of its own.</summary>
/// <param name="Location">Relative to the model's file.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes, or null for up to the end of the file.</param>
internal sealed record ExternalData(string Location, long Offset, long? Length);
