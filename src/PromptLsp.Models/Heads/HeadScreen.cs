using System.Collections.Concurrent;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Heads;

/// <summary>
/// Asks a head over n-grams alone, without waiting: microseconds a text, so that it can be asked at every keystroke. The head is loaded at the first question;
/// where it is missing or damaged the answer is always no. Answers are kept for texts that were asked before. Safe for concurrent callers.
/// </summary>
/// <param name="locator">Where models are.</param>
/// <param name="id">The head.</param>
public sealed class HeadScreen(ModelLocator locator, string id)
{
    private const int MostKept = 20_000;

    private readonly Lazy<HeadClassifier?> _head = new(() => Load(locator, id));
    private readonly ConcurrentDictionary<string, double> _kept = new(StringComparer.Ordinal);

    /// <summary>The probability of the label that the head's threshold is for; null below the threshold, or without the head.</summary>
    public double? Score(string text)
    {
        if (_head.Value is not { } head)
        {
            return null;
        }

        if (!_kept.TryGetValue(text, out var score))
        {
            if (_kept.Count >= MostKept)
            {
                _kept.Clear();
            }

            _kept[text] = score = head.ScoreAtOnce(text);
        }

        return head.Threshold is { } threshold && score >= threshold ? score : null;
    }

    private static HeadClassifier? Load(ModelLocator locator, string id)
    {
        try
        {
            return locator.FindByName(id) is { } folder ? HeadClassifier.LoadWithoutEmbedding(ModelFolder.Open(folder)) : null;
        }
        catch (ModelLoadException)
        {
            // A screen is a hint: `models verify` and every use of the model by name tell what is wrong with it.
            return null;
        }
    }
}
