namespace PromptLsp.Models.Heads;

/// <summary>The features of one text: a sparse part (hashed n-grams) and a dense part (an embedding) behind it. Either may be empty.</summary>
/// <param name="Indices">Columns of the sparse part that are not 0, each once, ascending.</param>
/// <param name="Values">Their values.</param>
/// <param name="Dense">The dense part.</param>
public sealed record FeatureRow(int[] Indices, float[] Values, ReadOnlyMemory<float> Dense)
{
    /// <summary>A row with a dense part only.</summary>
    public static FeatureRow OfDense(ReadOnlyMemory<float> dense) => new([], [], dense);

    /// <summary>The product with the weights of one output.</summary>
    /// <param name="weights">Float64[sparse + dense columns].</param>
    /// <param name="sparseColumns">Where the dense part begins.</param>
    public double Dot(ReadOnlySpan<double> weights, int sparseColumns)
    {
        double sum = 0;
        for (var place = 0; place < Indices.Length; place++)
        {
            sum += weights[Indices[place]] * Values[place];
        }

        var dense = Dense.Span;
        for (var column = 0; column < dense.Length; column++)
        {
            sum += weights[sparseColumns + column] * dense[column];
        }

        return sum;
    }

    /// <summary>Adds the row, times <paramref name="factor"/>, to <paramref name="sums"/>.</summary>
    /// <param name="sums">Float64[sparse + dense columns].</param>
    /// <param name="sparseColumns">Where the dense part begins.</param>
    /// <param name="factor">Any number.</param>
    public void AddTo(Span<double> sums, int sparseColumns, double factor)
    {
        for (var place = 0; place < Indices.Length; place++)
        {
            sums[Indices[place]] += factor * Values[place];
        }

        var dense = Dense.Span;
        for (var column = 0; column < dense.Length; column++)
        {
            sums[sparseColumns + column] += factor * dense[column];
        }
    }
}
