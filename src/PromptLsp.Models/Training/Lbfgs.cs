using System.Numerics.Tensors;

namespace PromptLsp.Models.Training;

/// <summary>Value and gradient of a function at a point.</summary>
/// <param name="point">Where.</param>
/// <param name="gradient">Filled in.</param>
/// <returns>The value.</returns>
internal delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>Limited-memory BFGS (Liu and Nocedal 1989) with a line search that halves until Armijo's condition holds. For smooth convex functions. Deterministic.</summary>
internal static class Lbfgs
{
    private const int Memory = 20;
    private const double Armijo = 1e-4;
    private const int MaxHalvings = 40;

    /// <summary>Moves <paramref name="point"/> to the minimum.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">The start; the minimum afterwards.</param>
    /// <param name="tolerance">Stops when no part of the gradient is larger.</param>
    /// <param name="maxIterations">Stops after so many steps.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>True where the tolerance, or the precision of the arithmetic, was reached.</returns>
    public static bool Minimize(Objective objective, double[] point, double tolerance, int maxIterations, CancellationToken cancellationToken)
    {
        var gradient = new double[point.Length];
        var value = objective(point, gradient);
        var history = new List<(double[] Step, double[] Change, double Curvature)>();
        for (var iteration = 0; iteration < maxIterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TensorPrimitives.MaxMagnitude<double>(gradient) is var largest && Math.Abs(largest) <= tolerance)
            {
                return true;
            }

            var direction = Direction(gradient, history);
            var next = Search(objective, point, value, gradient, direction, iteration == 0);
            if (next is not { } found)
            {
                // The direction of steepest descent is the last resort; where that fails too the arithmetic gives no more.
                if (history.Count == 0)
                {
                    return true;
                }

                history.Clear();
                continue;
            }

            Remember(history, point, gradient, found.Point, found.Gradient);
            found.Point.CopyTo(point, 0);
            (gradient, value) = (found.Gradient, found.Value);
        }

        return false;
    }

    private static void Remember(List<(double[], double[], double)> history, double[] point, double[] gradient, double[] nextPoint, double[] nextGradient)
    {
        var step = new double[point.Length];
        var change = new double[point.Length];
        TensorPrimitives.Subtract(nextPoint, point, step);
        TensorPrimitives.Subtract(nextGradient, gradient, change);
        var curvature = TensorPrimitives.Dot<double>(step, change);
        if (curvature <= 1e-300)
        {
            return;
        }

        if (history.Count == Memory)
        {
            history.RemoveAt(0);
        }

        history.Add((step, change, curvature));
    }

    private static double[] Direction(double[] gradient, List<(double[] Step, double[] Change, double Curvature)> history)
    {
        var direction = new double[gradient.Length];
        TensorPrimitives.Negate<double>(gradient, direction);
        var factors = new double[history.Count];
        for (var index = history.Count - 1; index >= 0; index--)
        {
            var (step, change, curvature) = history[index];
            factors[index] = TensorPrimitives.Dot<double>(step, direction) / curvature;
            TensorPrimitives.MultiplyAdd(change, -factors[index], direction, direction);
        }

        if (history.Count > 0)
        {
            var (_, change, curvature) = history[^1];
            TensorPrimitives.Multiply(direction, curvature / TensorPrimitives.Dot<double>(change, change), direction);
        }

        for (var index = 0; index < history.Count; index++)
        {
            var (step, change, curvature) = history[index];
            TensorPrimitives.MultiplyAdd(step, factors[index] - (TensorPrimitives.Dot<double>(change, direction) / curvature), direction, direction);
        }

        return direction;
    }

    private static (double[] Point, double[] Gradient, double Value)? Search(
        Objective objective, double[] point, double value, double[] gradient, double[] direction, bool isFirst)
    {
        var slope = TensorPrimitives.Dot<double>(gradient, direction);
        if (slope >= 0)
        {
            return null;
        }

        var length = isFirst ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(gradient)) : 1;
        var next = new double[point.Length];
        var nextGradient = new double[point.Length];
        for (var halving = 0; halving < MaxHalvings; halving++)
        {
            TensorPrimitives.MultiplyAdd(direction, length, point, next);
            var nextValue = objective(next, nextGradient);
            // Near the minimum differences of the value are rounding; there the slope along the direction decides.
            var isNearlyEqual = Math.Abs(nextValue - value) <= 1e-13 * Math.Abs(value) && Math.Abs(TensorPrimitives.Dot<double>(nextGradient, direction)) <= Math.Abs(slope) * 0.9;
            if (nextValue <= value + (Armijo * length * slope) || isNearlyEqual)
            {
                return (next, nextGradient, nextValue);
            }

            length /= 2;
        }

        return null;
    }
}
