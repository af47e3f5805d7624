using System.Numerics.Tensors;

namespace PromptLsp.Models.Distillation;

/// <summary>Principal components by the eigenvectors of the covariance (cyclic Jacobi rotations, Golub and Van Loan, 8.5). No whitening.</summary>
internal static class PrincipalComponents
{
    private const int MaxSweeps = 30;

    /// <summary>Projects rows, their mean taken away, onto components.</summary>
    /// <param name="rows">Row-major float32[count, dimension].</param>
    /// <param name="dimension">Length of a row.</param>
    /// <param name="skipped">Leading components that are left out.</param>
    /// <param name="kept">Components after them that are kept.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <returns>Row-major float32[count, kept].</returns>
    public static float[] Project(float[] rows, int dimension, int skipped, int kept, CancellationToken cancellationToken)
    {
        var count = rows.Length / dimension;
        var mean = Mean(rows, dimension);
        var (values, vectors) = Eigen(Covariance(rows, mean), dimension, cancellationToken);
        var order = Enumerable.Range(0, dimension).OrderByDescending(index => values[index]).Skip(skipped).Take(kept).ToArray();
        var projected = new float[count * kept];
        Parallel.For(0, count, row =>
        {
            var centred = new float[dimension];
            TensorPrimitives.Subtract(rows.AsSpan(row * dimension, dimension), mean, centred);
            for (var column = 0; column < kept; column++)
            {
                projected[(row * kept) + column] = TensorPrimitives.Dot(centred, vectors[order[column]]);
            }
        });
        return projected;
    }

    private static float[] Mean(float[] rows, int dimension)
    {
        var sums = new double[dimension];
        for (var index = 0; index < rows.Length; index++)
        {
            sums[index % dimension] += rows[index];
        }

        return [.. sums.Select(sum => (float)(sum / (rows.Length / dimension)))];
    }

    private static double[][] Covariance(float[] rows, float[] mean)
    {
        var dimension = mean.Length;
        var count = rows.Length / dimension;
        // By columns, so that each product runs over memory in order.
        var columns = new float[dimension][];
        for (var column = 0; column < dimension; column++)
        {
            columns[column] = new float[count];
            for (var row = 0; row < count; row++)
            {
                columns[column][row] = rows[(row * dimension) + column] - mean[column];
            }
        }

        var covariance = new double[dimension][];
        Parallel.For(0, dimension, left =>
        {
            covariance[left] = new double[dimension];
            for (var right = 0; right < dimension; right++)
            {
                covariance[left][right] = TensorPrimitives.Dot(columns[left], columns[right]) / (count - 1.0);
            }
        });
        return covariance;
    }

    private static (double[] Values, float[][] Vectors) Eigen(double[][] matrix, int dimension, CancellationToken cancellationToken)
    {
        var vectors = new double[dimension][];
        for (var index = 0; index < dimension; index++)
        {
            vectors[index] = new double[dimension];
            vectors[index][index] = 1;
        }

        for (var sweep = 0; sweep < MaxSweeps && !IsDiagonal(matrix); sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var first = 0; first < dimension; first++)
            {
                for (var second = first + 1; second < dimension; second++)
                {
                    Rotate(matrix, vectors, first, second);
                }
            }
        }

        return ([.. Enumerable.Range(0, dimension).Select(index => matrix[index][index])], [.. vectors.Select(WithSign)]);
    }

    private static bool IsDiagonal(double[][] matrix)
    {
        double off = 0, on = 0;
        for (var row = 0; row < matrix.Length; row++)
        {
            on += matrix[row][row] * matrix[row][row];
            off += TensorPrimitives.SumOfSquares<double>(matrix[row]) - (matrix[row][row] * matrix[row][row]);
        }

        return off <= 1e-20 * on;
    }

    private static void Rotate(double[][] matrix, double[][] vectors, int first, int second)
    {
        var off = matrix[first][second];
        if (off == 0)
        {
            return;
        }

        var theta = (matrix[second][second] - matrix[first][first]) / (2 * off);
        var tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var column = 0; column < matrix.Length; column++)
        {
            (matrix[first][column], matrix[second][column]) = Turn(matrix[first][column], matrix[second][column], cosine, sine);
            (vectors[first][column], vectors[second][column]) = Turn(vectors[first][column], vectors[second][column], cosine, sine);
        }

        for (var row = 0; row < matrix.Length; row++)
        {
            (matrix[row][first], matrix[row][second]) = Turn(matrix[row][first], matrix[row][second], cosine, sine);
        }
    }

    private static (double, double) Turn(double first, double second, double cosine, double sine) =>
        ((cosine * first) - (sine * second), (sine * first) + (cosine * second));

    // The sign of an eigenvector is free: the largest part is made positive, so that the result is one.
    private static float[] WithSign(double[] vector)
    {
        var sign = TensorPrimitives.MaxMagnitude<double>(vector) < 0 ? -1 : 1;
        return [.. vector.Select(value => (float)(value * sign))];
    }
}
