using System.Numerics.Tensors;

namespace PromptLsp.Retrieval.Searching;

/// <summary>Vectors one behind the other, for exact search. Immutable; safe for concurrent callers.</summary>
internal sealed class DenseMatrix
{
    private const int RowsBetweenChecks = 4096;

    private readonly float[] _values;
    private readonly int _rows;
    private readonly int _dimension;

    /// <summary>Copies the vectors, row-major float32[rows, dimension].</summary>
    internal DenseMatrix(IReadOnlyList<ReadOnlyMemory<float>> vectors, int dimension)
    {
        _rows = vectors.Count;
        _dimension = dimension;
        _values = GC.AllocateUninitializedArray<float>(checked(_rows * dimension));
        for (var i = 0; i < _rows; i++)
        {
            vectors[i].Span.CopyTo(_values.AsSpan(i * dimension, dimension));
        }
    }

    /// <summary>The rows with the greatest dot products, best first, ties by the lower row.</summary>
    /// <param name="query">float32[dimension].</param>
    /// <param name="limit">How many, 1 or more.</param>
    /// <param name="cancellationToken">Checked every few thousand rows.</param>
    internal IReadOnlyList<(int Row, float Score)> Nearest(ReadOnlySpan<float> query, int limit, CancellationToken cancellationToken)
    {
        // The worst of the best is on top: the lowest score, among equals the highest row.
        var best = new PriorityQueue<int, (float Score, int MinusRow)>(limit + 1);
        for (var row = 0; row < _rows; row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var priority = (TensorPrimitives.Dot(_values.AsSpan(row * _dimension, _dimension), query), -row);
            if (best.Count < limit)
            {
                best.Enqueue(row, priority);
            }
            else
            {
                best.EnqueueDequeue(row, priority);
            }
        }

        var found = new (int Row, float Score)[best.Count];
        for (var i = found.Length - 1; i >= 0; i--)
        {
            best.TryDequeue(out var row, out var priority);
            found[i] = (row, priority.Score);
        }

        return found;
    }
}
