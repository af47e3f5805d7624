using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.StaticEmbeddings;

/// <summary>
/// One int8 vector a token number, with one scale for all. The file: the eight bytes <c>PLSTATIC</c>, rows, columns (int32), scale (float32), then the rows;
/// little endian. The scale does not show in embeddings of length one, so sums are taken over the int8 numbers. Immutable.
/// </summary>
public sealed class StaticTable
{
    /// <summary>Name of the file in a model's folder.</summary>
    public const string FileName = "embeddings.bin";

    private const int HeaderBytes = 20;
    private const int MostRows = 1 << 22;
    private const int MostColumns = 1 << 13;

    private readonly sbyte[] _values;
    private readonly float _scale;

    private StaticTable(sbyte[] values, int columns, float scale)
    {
        _values = values;
        _scale = scale;
        Columns = columns;
    }

    /// <summary>Token numbers that have a vector.</summary>
    public int Rows => _values.Length / Columns;

    /// <summary>Length of a vector.</summary>
    public int Columns { get; }

    /// <summary>Rounds float vectors to int8: scale max |value| / 127, to the nearest even number.</summary>
    /// <param name="values">Row-major float32[rows, columns].</param>
    /// <param name="columns">Length of a row.</param>
    public static StaticTable Quantize(ReadOnlySpan<float> values, int columns)
    {
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(values)) / 127;
        var rounded = new sbyte[values.Length];
        for (var index = 0; index < rounded.Length; index++)
        {
            rounded[index] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(values[index] / scale), -127, 127);
        }

        return new StaticTable(rounded, columns, scale);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelLoadException">It is missing, or no such file.</exception>
    public static StaticTable Load(string path)
    {
        var bytes = ModelFiles.ReadAllBytes(path);
        if (bytes.Length < HeaderBytes || !bytes.AsSpan().StartsWith("PLSTATIC"u8))
        {
            throw Damaged(path, "it does not begin as a table of static embeddings");
        }

        var rows = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        var columns = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        if (rows is < 1 or > MostRows || columns is < 1 or > MostColumns || bytes.Length - HeaderBytes != (long)rows * columns)
        {
            throw Damaged(path, $"{bytes.Length} bytes are not {rows} rows of {columns}");
        }

        var values = MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(HeaderBytes)).ToArray();
        return new StaticTable(values, columns, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(16)));
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + _values.Length];
        "PLSTATIC"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Columns);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(16), _scale);
        MemoryMarshal.AsBytes(_values.AsSpan()).CopyTo(bytes.AsSpan(HeaderBytes));
        return bytes;
    }

    /// <summary>
    /// The direction of a text: the sum of the vectors of its tokens, in units of the scale. Special and unknown tokens have the zero vector and add nothing.
    /// </summary>
    /// <param name="ids">Token numbers.</param>
    /// <param name="sums">Float32[<see cref="Columns"/>].</param>
    public void Sum(ReadOnlySpan<int> ids, Span<float> sums)
    {
        var exact = Columns <= 1024 ? stackalloc int[Columns] : new int[Columns];
        exact.Clear();
        foreach (var id in ids)
        {
            AddTo(id, exact);
        }

        TensorPrimitives.ConvertTruncating<int, float>(exact, sums);
    }

    private void AddTo(int id, Span<int> sums)
    {
        if ((uint)id >= (uint)Rows)
        {
            return;
        }

        ref var row = ref _values[id * Columns];
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var column = 0;
        for (; column + Vector<sbyte>.Count <= Columns; column += Vector<sbyte>.Count)
        {
            AddVector(Vector.LoadUnsafe(ref row, (nuint)column), ref sum, (nuint)column);
        }

        for (; column < Columns; column++)
        {
            sums[column] += Unsafe.Add(ref row, column);
        }
    }

    private static void AddVector(Vector<sbyte> values, ref int sums, nuint at)
    {
        Vector.Widen(values, out var low, out var high);
        Vector.Widen(low, out var first, out var second);
        Vector.Widen(high, out var third, out var fourth);
        var width = (nuint)Vector<int>.Count;
        Accumulate(first, ref sums, at);
        Accumulate(second, ref sums, at + width);
        Accumulate(third, ref sums, at + (2 * width));
        Accumulate(fourth, ref sums, at + (3 * width));
    }

    private static void Accumulate(Vector<int> values, ref int sums, nuint at) =>
        Vector.StoreUnsafe(Vector.LoadUnsafe(ref sums, at) + values, ref sums, at);

    private static ModelFormatException Damaged(string path, string what) => new(path, $"{path}: {what}. Restore it from the release or make the model again.");
}
