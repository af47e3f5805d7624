using System.Text.Json;

namespace PromptLsp.Core.Tokens;

/// <summary>Checks values against the <c>max_tokens</c> of their inputs. Pure; safe for concurrent callers.</summary>
public static class InputTokenLimit
{
    /// <summary>What is wrong with a value that has more tokens than its input allows; null where all is well.</summary>
    /// <param name="name">The input.</param>
    /// <param name="value">The value: a text counts as it is, anything else as its JSON.</param>
    /// <param name="maxTokens">The input's limit, 0 or more.</param>
    /// <param name="counter">The model's tokenizer.</param>
    public static InputTokenExcess? Check(string name, JsonElement value, int maxTokens, ITokenCounter counter)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        var tokens = counter.Count(text);
        return tokens <= maxTokens ? null : new InputTokenExcess(name, tokens, maxTokens, counter.PrefixLength(text, maxTokens));
    }
}

/// <summary>A value with more tokens than its input allows.</summary>
/// <param name="Name">The input.</param>
/// <param name="Tokens">Tokens of the value.</param>
/// <param name="MaxTokens">What is allowed.</param>
/// <param name="AllowedLength">How much of the value's text, in UTF-16 code units, lies within the limit.</param>
public sealed record InputTokenExcess(string Name, int Tokens, int MaxTokens, int AllowedLength)
{
    /// <summary>For people.</summary>
    public string Message => $"The value of '{Name}' has {Tokens} tokens, {Tokens - MaxTokens} more than its max_tokens of {MaxTokens}. Shorten it, or raise max_tokens.";
}
