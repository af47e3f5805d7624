using PromptLsp.Core.Classification;

namespace PromptLsp.Models.Classification;

/// <summary>What zero-shot classifiers take.</summary>
internal static class ZeroShotInputs
{
    /// <exception cref="ArgumentException">An input is a pair.</exception>
    public static void RequireSingle(IReadOnlyList<TextInput> inputs)
    {
        for (var index = 0; index < inputs.Count; index++)
        {
            if (inputs[index].Pair is not null)
            {
                throw new ArgumentException($"Input {index} is a pair: labels of one's own are for single texts.", nameof(inputs));
            }
        }
    }
}
