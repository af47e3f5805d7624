using System.Collections.Immutable;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Rows;

/// <summary>How many tokens a prompt has with each of its rows. All figures in tokens, the chat format's overhead included.</summary>
/// <param name="Rows">Number of rows that are bound to the prompt.</param>
/// <param name="Counted">Number of rows that were rendered and counted.</param>
/// <param name="Failed">Number of rows that cannot be rendered.</param>
/// <param name="FirstFailure">The first of them and why; null where there is none.</param>
/// <param name="P50">The median, by nearest rank.</param>
/// <param name="P95">The 95th percentile, by nearest rank.</param>
/// <param name="Largest">The row with most tokens; null where none was counted.</param>
/// <param name="Limit">What the model and the prompt's budget allow.</param>
/// <param name="OverLimit">Number of rows that have more.</param>
/// <param name="Over">The largest of them, at most <see cref="NamedRows"/>, the largest first.</param>
public sealed record RowTokenReport(
    int Rows,
    int Counted,
    int Failed,
    string? FirstFailure,
    int P50,
    int P95,
    RowTokens? Largest,
    PromptLimit Limit,
    int OverLimit,
    ImmutableArray<RowTokens> Over)
{
    /// <summary>How many rows over the limit are named.</summary>
    public const int NamedRows = 5;

    /// <summary>False where the time for counting was used up before the last row.</summary>
    public bool IsComplete => Counted + Failed == Rows;
}

/// <summary>The tokens of one row.</summary>
/// <param name="Name">The row.</param>
/// <param name="Tokens">Its tokens.</param>
public sealed record RowTokens(string Name, int Tokens);
