using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>
/// L2-regularised logistic regression: ½‖w‖² + C Σ sᵢ·loss(i), the intercept not penalised; two classes by one output, more by the softmax of one output each
/// (scikit-learn's <c>LogisticRegression</c>). Fitted to tight convergence, so the result does not depend on the order of steps.
/// </summary>
public static class LogisticRegression
{
    /// <summary>Fits.</summary>
    /// <param name="rows">The features; all of the same width.</param>
    /// <param name="labels">Class numbers from 0, one a row.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="sparseColumns">Columns of the sparse part; the dense part stands behind it.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="TrainingException">There are no rows, or of one class only.</exception>
    public static LinearHead Fit(
        IReadOnlyList<FeatureRow> rows, IReadOnlyList<int> labels, int classes, int sparseColumns, LogisticRegressionOptions options, CancellationToken cancellationToken = default)
    {
        if (labels.Distinct().Take(2).Count() < 2)
        {
            throw new TrainingException("All rows have the same label: a classifier needs rows of two labels at least.");
        }

        var columns = sparseColumns + rows[0].Dense.Length;
        var outputs = classes == 2 ? 1 : classes;
        var weights = ClassWeights.Of(labels, classes, options.IsBalanced);
        var loss = new LogisticLoss(rows, labels, [.. labels.Select(label => options.C * weights[label])], outputs, columns, sparseColumns);
        var point = new double[outputs * (columns + 1)];
        Lbfgs.Minimize(loss.Evaluate, point, options.Tolerance, options.MaxIterations, cancellationToken);
        var (head, intercepts) = (new double[outputs][], new double[outputs]);
        for (var output = 0; output < outputs; output++)
        {
            head[output] = point.AsSpan(output * (columns + 1), columns).ToArray();
            intercepts[output] = point[(output * (columns + 1)) + columns];
        }

        return new LinearHead(head, intercepts, sparseColumns);
    }
}
