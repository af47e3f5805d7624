using System.Collections.Immutable;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Retrieval;

/// <summary>Chooses the passages that fit a token budget. Pure; safe for concurrent callers.</summary>
public static class ContextPacker
{
    /// <summary>
    /// Takes passages best first, whole ones only. One that does not fit is left out and the next is tried, so that a long passage does not
    /// keep shorter ones out. The order stays as given.
    /// </summary>
    /// <param name="passages">What was found, best first.</param>
    /// <param name="maxTokens">The budget, 0 or more; null: everything is taken.</param>
    /// <param name="count">
    /// Tokens of a set of passages exactly as they will stand in the prompt. It is asked for each growing set, because the tokens of joined texts
    /// are not the sum of the tokens of each.
    /// </param>
    /// <param name="cancellationToken">Checked before each passage.</param>
    /// <returns>Never more than <paramref name="maxTokens"/> tokens.</returns>
    public static PackedPassages Pack(
        IReadOnlyList<RetrievedPassage> passages,
        int? maxTokens,
        Func<IReadOnlyList<RetrievedPassage>, int> count,
        CancellationToken cancellationToken)
    {
        var chosen = new List<RetrievedPassage>(passages.Count);
        var dropped = ImmutableArray.CreateBuilder<DroppedPassage>();
        var tokens = 0;
        foreach (var passage in passages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            chosen.Add(passage);
            var grown = count(chosen);
            if (grown <= (maxTokens ?? int.MaxValue))
            {
                tokens = grown;
                continue;
            }

            chosen.RemoveAt(chosen.Count - 1);
            dropped.Add(new DroppedPassage(passage, grown - tokens));
        }

        return new PackedPassages([.. chosen], dropped.ToImmutable(), tokens);
    }

    /// <summary>The same for passages that stand joined by <paramref name="separator"/> and nothing else.</summary>
    public static PackedPassages Pack(
        IReadOnlyList<RetrievedPassage> passages,
        int? maxTokens,
        ITokenCounter counter,
        string separator,
        CancellationToken cancellationToken) =>
        Pack(passages, maxTokens, set => counter.Count(string.Join(separator, set.Select(passage => passage.Text))), cancellationToken);
}

/// <summary>What fits a budget and what does not.</summary>
/// <param name="Packed">The passages that fit, best first.</param>
/// <param name="Dropped">The others, best first.</param>
/// <param name="Tokens">Tokens of the packed passages together, as they will stand.</param>
public sealed record PackedPassages(
    ImmutableArray<RetrievedPassage> Packed, ImmutableArray<DroppedPassage> Dropped, int Tokens);

/// <summary>A passage that did not fit.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Tokens">How many tokens it would have added to what was packed when its turn came.</param>
public sealed record DroppedPassage(RetrievedPassage Passage, int Tokens);
