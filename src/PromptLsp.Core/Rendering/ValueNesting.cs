using System.Collections;
using Scriban.Runtime;

namespace PromptLsp.Core.Rendering;

/// <summary>
/// Measures the values that templates build. Scriban turns an object into text by recursion without a limit, so one that holds itself, is nested
/// very deep or holds the same list again and again would end the process.
/// </summary>
internal sealed class ValueNesting
{
    /// <summary>Greatest depth of lists and objects in each other.</summary>
    public const int MaxDepth = 64;

    private readonly Dictionary<object, (int Depth, long Weight)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// How deep lists and objects are in each other, and how long the value is as text, about; what stands in several places counts each time.
    /// One that holds itself is deeper than <see cref="MaxDepth"/>. Linear in the number of different objects.
    /// </summary>
    public static (int Depth, long Weight) Measure(object? value) => new ValueNesting().Visit(value, MaxDepth);

    private (int Depth, long Weight) Visit(object? value, int remaining)
    {
        if (value is not (ScriptObject or ScriptArray))
        {
            return (0, value is string text ? text.Length : 1);
        }

        if (_known.TryGetValue(value, out var known))
        {
            return known;
        }

        if (remaining < 0)
        {
            return (1, 0);
        }

        // Until it is measured, an object that is met again holds itself.
        _known[value] = (MaxDepth + 1, 0);
        var (depth, weight) = (0, 1L);
        foreach (var item in value is ScriptObject properties ? properties.Values : (IEnumerable)value)
        {
            var (itemDepth, itemWeight) = Visit(item, remaining - 1);
            depth = Math.Max(depth, itemDepth);
            weight = Math.Min(weight + itemWeight, int.MaxValue);
        }

        return _known[value] = (depth + 1, weight);
    }
}
