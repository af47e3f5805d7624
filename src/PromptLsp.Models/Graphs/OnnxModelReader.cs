using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Graphs;

/// <summary>
/// Reads the structure of an ONNX file (onnx.proto) without its weights. Bounded: the number of parts, the depth of graphs inside graphs and the length of
/// names have limits, so a hostile file costs no more than an honest one of its size.
/// </summary>
internal static class OnnxModelReader
{
    /// <summary>What a protocol buffer can hold.</summary>
    public const long MostBytes = int.MaxValue;

    /// <exception cref="ModelLoadException">It is missing, cannot be read, or is no ONNX model.</exception>
    public static OnnxModel Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(stream, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ModelFiles.Missing(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ModelFiles.Unreadable(path, exception);
        }
    }

    /// <param name="stream">The file.</param>
    /// <param name="path">For errors.</param>
    /// <exception cref="ModelFormatException">It is no ONNX model.</exception>
    public static OnnxModel Read(Stream stream, string path)
    {
        if (stream.Length > MostBytes)
        {
            throw new ModelFormatException(path, $"{path}: {stream.Length} bytes: an ONNX file holds at most {MostBytes}. Export it with its weights in a file of their own (external data).");
        }

        var reader = new ProtoReader(stream, path);
        var graphs = new OnnxGraphReader(reader);
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var functionNodes = new List<OnnxNode>();
        var others = new List<FileRegion>();
        OnnxGraph? graph = null;
        long version = 0;
        for (var start = 0L; reader.TryReadField(out var number, out var type); start = reader.Position)
        {
            switch ((number, type))
            {
                case (7, WireType.Bytes):
                    graph = graph is null ? graphs.ReadGraph(depth: 0) : throw reader.Wrong("a second graph follows");
                    continue;
                case (1, WireType.Varint):
                    version = (long)reader.ReadVarint();
                    break;
                case (8, WireType.Bytes):
                    ReadOpset(reader, opsets);
                    break;
                case (25, WireType.Bytes):
                    functionNodes.AddRange(graphs.ReadFunction());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }

            others.Add(new FileRegion(start, reader.Position - start));
            graphs.CountPart();
        }

        return graph is null || opsets.Count == 0
            ? throw reader.Wrong(graph is null ? "there is no graph" : "no set of operators is named")
            : new OnnxModel(version, opsets, graph, functionNodes, others);
    }

    private static void ReadOpset(ProtoReader reader, Dictionary<string, long> opsets)
    {
        var (domain, version) = ("", 0L);
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    domain = reader.ReadText();
                    break;
                case (2, WireType.Varint):
                    version = (long)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        opsets[domain == "ai.onnx" ? "" : domain] = version;
    }
}
