namespace PromptLsp.Models.Training;

/// <summary>Parameters of one output with their slopes and moments (Adam: Kingma and Ba 2015).</summary>
internal sealed class AdamParameters(int count)
{
    private const double First = 0.9;
    private const double Second = 0.999;

    private readonly double[] _means = new double[count];
    private readonly double[] _squares = new double[count];

    public double[] Values { get; } = new double[count];

    public double[] Slopes { get; } = new double[count];

    /// <summary>Takes a step and clears the slopes.</summary>
    public void Update(double rate, double decay, int step)
    {
        var (firstCorrection, secondCorrection) = (1 - Math.Pow(First, step), 1 - Math.Pow(Second, step));
        for (var index = 0; index < Values.Length; index++)
        {
            var slope = Slopes[index] + (decay * Values[index]);
            _means[index] = (First * _means[index]) + ((1 - First) * slope);
            _squares[index] = (Second * _squares[index]) + ((1 - Second) * slope * slope);
            Values[index] -= rate * (_means[index] / firstCorrection) / (Math.Sqrt(_squares[index] / secondCorrection) + 1e-8);
            Slopes[index] = 0;
        }
    }
}
