namespace PromptLsp.Models.Graphs;

/// <summary>Writes a model that is another one with other nodes and weights. What is not changed is copied byte for byte.</summary>
/// <param name="source">The file of the other model.</param>
/// <param name="target">Where it goes.</param>
internal sealed class OnnxModelWriter(Stream source, Stream target)
{
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int InitializerField = 5;
    private const int CopyBytes = 1 << 18;

    private readonly byte[] _buffer = new byte[CopyBytes];

    /// <param name="model">The other model.</param>
    /// <param name="nodes">The nodes, each copied or new.</param>
    /// <param name="initializers">The weights, each copied or new.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    /// <exception cref="InvalidDataException">It would be larger than an ONNX file can be.</exception>
    public void Write(OnnxModel model, IReadOnlyList<OnnxPart> nodes, IReadOnlyList<OnnxPart> initializers, CancellationToken cancellationToken)
    {
        var length = Length(nodes, NodeField) + Length(initializers, InitializerField) + model.Graph.OtherFields.Sum(field => field.Length);
        if (length + model.OtherFields.Sum(field => field.Length) > OnnxModelReader.MostBytes)
        {
            throw new InvalidDataException($"The model would have {length} bytes, more than an ONNX file can hold.");
        }

        Copy(model.OtherFields);
        target.Write(ProtoMessage.Head(GraphField, length));
        WriteParts(nodes, NodeField, cancellationToken);
        WriteParts(initializers, InitializerField, cancellationToken);
        Copy(model.Graph.OtherFields);
    }

    private static long Length(IReadOnlyList<OnnxPart> parts, int field) =>
        parts.Sum(part => part.Copied?.Length ?? (ProtoMessage.Head(field, part.New!.Bytes.Length).Length + part.New.Bytes.Length));

    private void WriteParts(IReadOnlyList<OnnxPart> parts, int field, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Copied is { } region)
            {
                Copy([region]);
                continue;
            }

            target.Write(ProtoMessage.Head(field, part.New!.Bytes.Length));
            target.Write(part.New.Bytes);
        }
    }

    private void Copy(IReadOnlyList<FileRegion> regions)
    {
        foreach (var region in regions)
        {
            source.Position = region.Offset;
            for (var left = region.Length; left > 0;)
            {
                var count = (int)Math.Min(left, CopyBytes);
                source.ReadExactly(_buffer, 0, count);
                target.Write(_buffer, 0, count);
                left -= count;
            }
        }
    }
}
