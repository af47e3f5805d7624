using System.Collections.Immutable;

namespace PromptLsp.Core.Tokens;

/// <summary>Counts conversations as one model gets them: by its own chat format, not by a rule of thumb. Exact; safe for concurrent callers.</summary>
public interface IChatTokenCounter
{
    /// <summary>The tokens of a request.</summary>
    /// <param name="messages">Role and content of each message.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    /// <returns>The count, or null where the model does not take such a conversation (its format wants another order of roles, most often).</returns>
    ChatTokens? Count(IReadOnlyList<(string Role, string Content)> messages, CancellationToken cancellationToken = default);
}

/// <summary>The tokens of a conversation.</summary>
/// <param name="Total">All tokens of the request: contents, overheads and <paramref name="RequestOverhead"/>.</param>
/// <param name="Overheads">What each message costs beside the tokens of its content alone; below 0 where the format shortens the content.</param>
/// <param name="RequestOverhead">What the request costs beside its messages: the beginning of the answer.</param>
public sealed record ChatTokens(int Total, ImmutableArray<int> Overheads, int RequestOverhead);
