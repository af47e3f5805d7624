using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens.Incremental;

namespace PromptLsp.Core.Tokens;

/// <summary>Counts rendered prompts. Pure; safe for concurrent callers.</summary>
public static class PromptTokenCounter
{
    /// <summary>The tokens of <paramref name="prompt"/> a message, a segment and a variable.</summary>
    /// <param name="prompt">The prompt as it will be sent.</param>
    /// <param name="counter">The model's tokenizer.</param>
    /// <param name="model">The model, for its overhead; null: none.</param>
    /// <param name="limit">What the prompt may have; see <see cref="PromptLimit.For"/>.</param>
    /// <param name="cancellationToken">Checked before each message.</param>
    public static PromptTokenReport Count(
        RenderedPrompt prompt, ITokenCounter counter, ModelInfo? model, PromptLimit limit, CancellationToken cancellationToken = default)
    {
        var messages = ImmutableArray.CreateBuilder<MessageTokens>(prompt.Messages.Length);
        var variables = new List<VariableTokens>();
        var overhead = ChatOverhead.OfRequest(model);
        var total = 0;
        foreach (var message in prompt.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var segments = CountSegments(message, counter);
            var own = ChatOverhead.OfMessage(model, message.Role, counter);
            var tokens = segments.Sum();
            messages.Add(new MessageTokens(messages.Count, message.Role, tokens, own, segments));
            AddVariables(message, segments, variables);
            overhead += own;
            total += tokens;
        }

        return new PromptTokenReport(model?.Id, counter.Name, total + overhead, overhead, messages.ToImmutable(), [.. variables], limit);
    }

    /// <summary>Gives each token to the segment that most of its characters come from, of equals to the first.</summary>
    private static ImmutableArray<int> CountSegments(RenderedMessage message, ITokenCounter counter)
    {
        if (counter is KnownTextCounter known && known.CountSegments(message) is { } counted)
        {
            return counted;
        }

        var counts = new int[message.Segments.Length];
        TokenShares.Add(counts, TokenShares.EndsOf(message), 0, counter.Encode(message.Text));
        return [.. counts];
    }

    private static void AddVariables(RenderedMessage message, ImmutableArray<int> tokens, List<VariableTokens> variables)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var segment = message.Segments[i];
            var name = segment.Kind == SegmentKind.Value ? segment.Variable ?? message.SplicedFrom : message.SplicedFrom;
            if (name is null)
            {
                continue;
            }

            var known = variables.FindIndex(variable => variable.Name == name);
            if (known < 0)
            {
                variables.Add(new VariableTokens(name, tokens[i]));
            }
            else
            {
                variables[known] = variables[known] with { Tokens = variables[known].Tokens + tokens[i] };
            }
        }
    }
}
