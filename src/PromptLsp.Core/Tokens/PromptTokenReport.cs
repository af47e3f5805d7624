using System.Collections.Immutable;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tools;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tokens;

/// <summary>The tokens of one rendered prompt.</summary>
/// <param name="Model">The model's id; null where the count is for none.</param>
/// <param name="Tokenizer">The tokenizer's name.</param>
/// <param name="Total">All tokens of the request: contents and overhead.</param>
/// <param name="Overhead">What the chat format costs: the roles, the frames of messages and the start of the reply.</param>
/// <param name="Messages">Each message, in order.</param>
/// <param name="Variables">Each input or context with the tokens it gives, in the order of first use.</param>
/// <param name="Limit">What the model and the prompt's budget allow.</param>
public sealed record PromptTokenReport(
    string? Model,
    string Tokenizer,
    int Total,
    int Overhead,
    ImmutableArray<MessageTokens> Messages,
    ImmutableArray<VariableTokens> Variables,
    PromptLimit Limit)
{
    /// <summary>What the request costs beside its messages, estimated and in none of the exact figures.</summary>
    public RequestEstimate Estimate { get; init; } = RequestEstimate.None;

    /// <summary>The prompt's figures with its rows; null where they were not asked for or there are none.</summary>
    public RowTokenReport? Rows { get; init; }

    /// <summary>Tokens of contents that come from no variable: the template's own text and values computed from none.</summary>
    public int LiteralTokens => Total - Overhead - Variables.Sum(variable => variable.Tokens);

    /// <summary>How many tokens are too many, 0 where all fit; null where nothing limits them.</summary>
    public int? OverBy => Limit.OverBy(Total);
}

/// <summary>The tokens of one message.</summary>
/// <param name="Index">Its number in the rendered prompt, from 0.</param>
/// <param name="Role">Its role.</param>
/// <param name="Tokens">Tokens of its content.</param>
/// <param name="Overhead">What it costs beside its content.</param>
/// <param name="Segments">
/// Tokens of each segment, their sum being <paramref name="Tokens"/>. A token that spans segments belongs to the one that gives most of its
/// characters, of equals to the first: the space before a value is mostly part of the value's first token.
/// </param>
public sealed record MessageTokens(int Index, PromptRole Role, int Tokens, int Overhead, ImmutableArray<int> Segments);

/// <summary>The tokens that one variable gives in all messages.</summary>
/// <param name="Name">The input or context.</param>
/// <param name="Tokens">Its tokens.</param>
public sealed record VariableTokens(string Name, int Tokens);
