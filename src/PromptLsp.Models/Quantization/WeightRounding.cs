using System.Numerics.Tensors;

namespace PromptLsp.Models.Quantization;

/// <summary>Rounds weights to 8 bits.</summary>
internal static class WeightRounding
{
    /// <summary>
    /// Greatest whole number of a weight in a product: 7 bits. On processors with AVX2 and without VNNI the products of two neighbours are added in 16 bits:
    /// 255 · 63 · 2 fits, 255 · 127 · 2 does not.
    /// </summary>
    public const int ProductLimit = 63;

    private const int TableLimit = 127;

    /// <summary>Symmetric, one scale an output channel.</summary>
    /// <param name="weights">Row-major [rows, columns]; a column is an output channel.</param>
    /// <param name="columns">Output channels.</param>
    /// <returns>Whole numbers as the weights lie, a scale a column, and the sum of each column of what the whole numbers stand for.</returns>
    public static (sbyte[] Values, float[] Scales, float[] ColumnSums) ByColumn(ReadOnlySpan<float> weights, int columns)
    {
        var scales = new float[columns];
        for (var start = 0; start < weights.Length; start += columns)
        {
            TensorPrimitives.MaxMagnitude(scales, weights.Slice(start, columns), scales);
        }

        TensorPrimitives.Abs(scales, scales);
        TensorPrimitives.Divide(scales, ProductLimit, scales);
        var values = new sbyte[weights.Length];
        var sums = new float[columns];
        for (var start = 0; start < weights.Length; start += columns)
        {
            for (var column = 0; column < columns; column++)
            {
                var value = Round(weights[start + column], scales[column], ProductLimit);
                values[start + column] = value;
                sums[column] += value;
            }
        }

        TensorPrimitives.Multiply(sums, scales, sums);
        return (values, scales, sums);
    }

    /// <summary>Symmetric, one float16 scale a row.</summary>
    /// <param name="table">Row-major [rows, columns].</param>
    /// <param name="columns">Numbers of a row.</param>
    public static (sbyte[] Values, Half[] Scales) ByRow(ReadOnlySpan<float> table, int columns)
    {
        var values = new sbyte[table.Length];
        var scales = new Half[table.Length / columns];
        for (var row = 0; row < scales.Length; row++)
        {
            var source = table.Slice(row * columns, columns);
            scales[row] = (Half)(Math.Abs(TensorPrimitives.MaxMagnitude(source)) / TableLimit);
            for (var column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = Round(source[column], (float)scales[row], TableLimit);
            }
        }

        return (values, scales);
    }

    private static sbyte Round(float value, float scale, int limit) =>
        scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(value / scale), -limit, limit);
}
