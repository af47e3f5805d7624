using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>What is cut from a prompt that is too long.</summary>
public enum TruncationPolicy
{
    /// <summary>Nothing: it is an error.</summary>
    Error,

    /// <summary>The oldest messages of inputs of type messages.</summary>
    OldestHistory,

    /// <summary>The retrieved passages, the worst first.</summary>
    LowestContext,

    /// <summary>The end of the last message.</summary>
    Tail,
}

/// <summary>How large a prompt may be.</summary>
/// <param name="InputTokens">Greatest number of tokens; null where the model's window alone is the limit.</param>
/// <param name="Truncate">What is cut.</param>
/// <param name="Span">Where the number stands; empty where there is none.</param>
public sealed record BudgetDeclaration(int? InputTokens = null, TruncationPolicy Truncate = TruncationPolicy.Error, TextSpan Span = default)
{
    /// <summary>The words for policies, in the order of <see cref="TruncationPolicy"/>.</summary>
    public static IReadOnlyList<string> PolicyWords { get; } = ["error", "oldest-history", "lowest-context", "tail"];
}
