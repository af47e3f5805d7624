using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>Counts the tokens of conversations by a local model's chat template. Needs no graph. Immutable; safe for concurrent callers.</summary>
public sealed class ChatTemplateTokenCounter : IChatTokenCounter
{
    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly ChatPromptEncoder _encoder;
    private readonly ChatFormat _format;

    private ChatTemplateTokenCounter(HuggingFaceTokenizer tokenizer, ChatFormat format)
    {
        _tokenizer = tokenizer;
        _encoder = new ChatPromptEncoder(tokenizer);
        _format = format;
    }

    /// <summary>The counter of a model; null where it has no chat template.</summary>
    /// <param name="folder">The model.</param>
    /// <exception cref="ModelLoadException">A file of it is missing or cannot be understood.</exception>
    /// <exception cref="ChatTemplateException">The template is not well formed.</exception>
    public static ChatTemplateTokenCounter? Open(ModelFolder folder)
    {
        if (ChatFormat.Read(folder) is not { } format)
        {
            return null;
        }

        ModelFiles.VerifyTokenizer(folder);
        return new ChatTemplateTokenCounter(HuggingFaceTokenizer.Load(folder.TokenizerPath), format);
    }

    /// <inheritdoc/>
    /// <exception cref="ChatTemplateException">The template uses something that is not known, or does not end.</exception>
    public ChatTokens? Count(IReadOnlyList<(string Role, string Content)> messages, CancellationToken cancellationToken = default)
    {
        ChatTurn[] turns = [.. messages.Select(message => new ChatTurn(message.Role, message.Content))];
        if (Length(turns, addsPrompt: true, cancellationToken) is not { } total || Length(turns, addsPrompt: false, cancellationToken) is not { } closed)
        {
            return null;
        }

        var overheads = new int[turns.Length];
        var before = 0;
        for (var index = 0; index < turns.Length; index++)
        {
            // What the messages up to here add. Where the format takes no conversation that ends here, the next message bears both.
            var length = index == turns.Length - 1 ? closed : Length(turns[..(index + 1)], addsPrompt: false, cancellationToken) ?? before;
            overheads[index] = length - before - _tokenizer.EncodeToIds(turns[index].Content, parseSpecialTokens: false).Count;
            before = length;
        }

        return new ChatTokens(total, [.. overheads], total - before);
    }

    private int? Length(ChatTurn[] turns, bool addsPrompt, CancellationToken cancellationToken)
    {
        try
        {
            return _encoder.Encode(_format.Render(ChatTemplateInput.Of(turns) with { AddsGenerationPrompt = addsPrompt }, cancellationToken)).Count;
        }
        catch (ChatTemplateException exception) when (exception.Failure == ChatTemplateFailure.Refused)
        {
            return null;
        }
    }
}
