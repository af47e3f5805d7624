using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tokens;

/// <summary>What is cut from a prompt that is too long. Made by <see cref="TruncationPlanner"/>.</summary>
/// <param name="Policy">The policy that was asked for.</param>
/// <param name="Limit">The limit.</param>
/// <param name="TotalBefore">Tokens of the whole prompt.</param>
/// <param name="TotalAfter">Tokens of what is left when the plan is applied.</param>
/// <param name="Cuts">What is cut, in the order of the prompt. Empty where all fits and under <see cref="TruncationPolicy.Error"/>.</param>
/// <param name="DroppedMessages">Numbers of the messages that are left out whole, ascending.</param>
/// <param name="Beyond">What lies beyond the limit and is not cut: the end of the prompt. Empty where what is left fits.</param>
/// <param name="Reason">Why, in sentences for people; empty where all fits.</param>
public sealed record TruncationPlan(
    TruncationPolicy Policy,
    PromptLimit Limit,
    int TotalBefore,
    int TotalAfter,
    ImmutableArray<TruncationCut> Cuts,
    ImmutableArray<int> DroppedMessages,
    ImmutableArray<TruncationCut> Beyond,
    string Reason)
{
    /// <summary>True where what is left when the plan is applied may be sent.</summary>
    public bool Fits => Limit.OverBy(TotalAfter) is null or 0;

    /// <summary>True where the plan changes the prompt.</summary>
    public bool ChangesPrompt => !Cuts.IsEmpty || !DroppedMessages.IsEmpty;
}

/// <summary>A piece of rendered text that is cut, or that lies beyond the limit.</summary>
/// <param name="MessageIndex">The message's number in the rendered prompt.</param>
/// <param name="SegmentIndex">The segment's number in the message.</param>
/// <param name="Range">The piece in the segment's text, UTF-16 code units.</param>
/// <param name="TextRange">The piece in the message's text.</param>
/// <param name="Text">The very text.</param>
/// <param name="Kind">Template text or a value.</param>
/// <param name="Variable">The input or context that a value comes from; null for template text.</param>
/// <param name="FilePath">The file that holds <paramref name="TemplateSpan"/>.</param>
/// <param name="TemplateSpan">For template text where the very piece stands; for a value the expression that gave it.</param>
public sealed record TruncationCut(
    int MessageIndex,
    int SegmentIndex,
    TextSpan Range,
    TextSpan TextRange,
    string Text,
    SegmentKind Kind,
    string? Variable,
    string FilePath,
    TextSpan TemplateSpan);
