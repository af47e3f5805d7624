namespace PromptLsp.Models.Graphs;

/// <summary>A field of a graph that is written: copied from another file, or new.</summary>
/// <param name="Copied">The whole field in the other file.</param>
/// <param name="New">The message.</param>
internal readonly record struct OnnxPart(FileRegion? Copied, ProtoMessage? New)
{
    public static implicit operator OnnxPart(FileRegion copied) => new(copied, null);

    public static implicit operator OnnxPart(ProtoMessage message) => new(null, message);
}
