using System.Buffers;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Inference;

/// <summary>Texts of one run, padded on the right to the longest. Row-major [<see cref="Rows"/>, <see cref="Columns"/>]; the arrays are rented.</summary>
internal sealed class TokenBatch : IDisposable
{
    private readonly long[] _ids;
    private readonly long[] _mask;
    private readonly long[] _types;

    /// <param name="inputs">All texts.</param>
    /// <param name="rows">Which of them make up the batch.</param>
    /// <param name="paddingId">Number of the padding token.</param>
    public TokenBatch(IReadOnlyList<ModelInput> inputs, ReadOnlySpan<int> rows, int paddingId)
    {
        Rows = rows.Length;
        foreach (var row in rows)
        {
            Columns = Math.Max(Columns, inputs[row].Ids.Length);
        }

        _ids = ArrayPool<long>.Shared.Rent(Size);
        _mask = ArrayPool<long>.Shared.Rent(Size);
        _types = ArrayPool<long>.Shared.Rent(Size);
        _types.AsSpan(0, Size).Clear();
        for (var row = 0; row < rows.Length; row++)
        {
            Fill(row, inputs[rows[row]], paddingId);
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public Memory<long> Ids => _ids.AsMemory(0, Size);

    public Memory<long> AttentionMask => _mask.AsMemory(0, Size);

    public Memory<long> TokenTypeIds => _types.AsMemory(0, Size);

    private int Size => Rows * Columns;

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(_ids);
        ArrayPool<long>.Shared.Return(_mask);
        ArrayPool<long>.Shared.Return(_types);
    }

    private void Fill(int row, ModelInput input, int paddingId)
    {
        var source = input.Ids.Span;
        var ids = _ids.AsSpan(row * Columns, Columns);
        var mask = _mask.AsSpan(row * Columns, Columns);
        for (var column = 0; column < source.Length; column++)
        {
            ids[column] = source[column];
        }

        ids[source.Length..].Fill(paddingId);
        mask[..source.Length].Fill(1);
        mask[source.Length..].Clear();
        var types = _types.AsSpan(row * Columns, Columns);
        for (var column = 0; column < input.TypeIds.Length; column++)
        {
            types[column] = input.TypeIds.Span[column];
        }
    }
}
